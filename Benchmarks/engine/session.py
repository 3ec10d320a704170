"""One run of a list of benchmarks: arguments, the table as it grows, the results, the exit code."""

import os
import signal
import sys
import time

from . import table
from .programs import ProgramError, stop_all
from .row import Row
from .setup import ROOT, Setup, cores, machine_facts, raise_descriptor_limit


def add_common_arguments(parser, benchmarks, output):
    """The options of both programs."""
    parser.add_argument("--quick", action="store_true",
                        help="short measurements, one pair each: to see that it works")
    parser.add_argument("--only", action="append", choices=list(benchmarks), metavar="NAME",
                        help=f"only this one; may be repeated ({', '.join(benchmarks)})")
    parser.add_argument("--pairs", type=int, help="measurements of each side (default 3)")
    parser.add_argument("--seconds", type=float, help="length of each (default 3)")
    parser.add_argument("--realtime", action="store_true",
                        help="run ahead of all other programs (SCHED_RR, as root): for a machine that has others")
    parser.add_argument("--server-cpu", type=int, default=cores()[0])
    parser.add_argument("--client-cpu", type=int, default=cores()[1])
    parser.add_argument("--binaries", default=os.path.join(ROOT, ".build", "release"),
                        help="folder of the release builds (default .build/release)")
    parser.add_argument("--c-programs", default=os.path.join(ROOT, ".build", "benchmarks"),
                        help="folder of the C programs (default .build/benchmarks)")
    parser.add_argument("--output", default=os.path.join(ROOT, output),
                        help=f"where the run's folder goes (default {output})")


class Session:
    """A run. `benchmarks` maps names to functions that take a Setup and yield rows."""

    def __init__(self, arguments, benchmarks, file_name):
        self.benchmarks, self.file_name = benchmarks, file_name
        self.names = arguments.only or list(benchmarks)
        self.output = arguments.output
        self.pairs_and_seconds = arguments.pairs, arguments.seconds
        quick = arguments.quick
        self.setup = Setup(
            binaries=arguments.binaries, c_programs=arguments.c_programs, server_cpu=arguments.server_cpu,
            client_cpu=arguments.client_cpu, pairs=arguments.pairs or (1 if quick else 3),
            seconds=arguments.seconds or (1 if quick else 3), quick=quick, realtime=arguments.realtime)
        self.rows = []
        self.facts = {
            "startedAt": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "environment": machine_facts(),
            "settings": {"quick": quick, "realtime": self.setup.realtime, "pairs": self.setup.pairs, "seconds": self.setup.seconds,
                         "serverCPU": self.setup.server_cpu, "clientCPU": self.setup.client_cpu}}

    def run(self):
        """Measures, prints and writes; the exit code."""
        pairs, seconds = self.pairs_and_seconds
        if (pairs is not None and pairs < 1) or (seconds is not None and not 0.5 <= seconds <= 600):
            print("give --pairs of at least 1 and --seconds from 0.5 to 600", file=sys.stderr)
            return 64
        raise_descriptor_limit()
        if self.setup.realtime and not _go_ahead_of_others():
            return 64
        try:
            directory = table.run_directory(self.output)
        except OSError as error:
            print(f"cannot make a folder for the results: {error}", file=sys.stderr)
            return 73
        if self.setup.server_cpu == self.setup.client_cpu:
            print("one core only: server and client share it, and ratios say less", file=sys.stderr)
        print(table.head(), flush=True)
        partial = False
        try:
            self._measure_all()
        except KeyboardInterrupt:
            partial = True
        finally:
            stop_all()
        try:
            path = table.write(directory, self.file_name, self.rows, {**self.facts, "partial": partial})
        except OSError as error:
            print(f"cannot write the results: {error}", file=sys.stderr)
            return 73
        return self._conclude(path, partial)

    def _measure_all(self):
        for number, name in enumerate(self.names, 1):
            if sys.stderr.isatty():
                print(f"  {number}/{len(self.names)} {name} ...", end="\r", file=sys.stderr, flush=True)
            try:
                for row in self.benchmarks[name](self.setup):
                    self._show(row)
            except ProgramError as error:
                self._show(Row(name, "", unmeasured=str(error)))
            except Exception as error:  # One measurement that breaks must not cost the others.
                self._show(Row(name, "", unmeasured=f"{type(error).__name__}: {error}"))

    def _show(self, row):
        self.rows.append(row)
        print(table.row_lines(row), flush=True)

    def _conclude(self, path, partial):
        missed = sum(row.passed is False for row in self.rows)
        if partial:
            print(f"interrupted; what there is: {os.path.relpath(path)}", file=sys.stderr)
            return 130
        judged = sum(row.passed is not None for row in self.rows)
        print(f"\n{missed} of {judged} missed" if missed else "\nall held")
        print(os.path.relpath(path))
        return 99 if missed else 0


def _go_ahead_of_others():
    """Gives this program, and thereby all it starts, a real-time priority."""
    try:
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(10))
    except PermissionError:
        print("--realtime needs root", file=sys.stderr)
        return False
    return True


def run_as_program(main):
    """Runs `main` so that Ctrl-C, SIGTERM and a closed terminal end it, and all it started, in order; its exit code."""
    def interrupt(*_):
        raise KeyboardInterrupt
    # Whoever started this may have had them blocked.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    signal.signal(signal.SIGTERM, interrupt)
    signal.signal(signal.SIGINT, interrupt)
    # nohup has it ignored, and that holds.
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        signal.signal(signal.SIGHUP, interrupt)
    return main()
