#!/usr/bin/env python3
"""`make bench-engine`: what the load engine and the server cost, beside programs that do nothing else.

Every comparison is a ratio within one run, its sides measured in turn. Prints a table and writes engine.json.
Exit codes: 0 all limits held, 99 a limit was missed or a figure could not be measured, 64 usage, 73 the results cannot
be written, 130 interrupted (what was measured until then is written).
"""

import argparse
import os
import signal
import sys
import time

from engine import api, fan_out, poll_client, push_client, table
from engine.programs import ProgramError, stop_all
from engine.row import Row
from engine.setup import ROOT, Setup, cores, machine_facts, raise_descriptor_limit

BENCHMARKS = {
    "push-cpu": push_client.cpu,
    "push-calls": push_client.system_calls,
    "push-allocations": push_client.allocations,
    "push-memory": push_client.memory,
    "poll-cpu": poll_client.cpu,
    "fan-out": fan_out.cpu,
    "saturated": fan_out.saturated,
    "connections": fan_out.connections,
    "emitters": fan_out.emitters,
    "api": api.cpu,
}


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="short measurements, one pair each: to see that it works")
    parser.add_argument("--only", action="append", choices=list(BENCHMARKS), metavar="NAME",
                        help=f"only this one; may be repeated ({', '.join(BENCHMARKS)})")
    parser.add_argument("--pairs", type=int, help="measurements of each side (default 3)")
    parser.add_argument("--seconds", type=float, help="length of each (default 3)")
    parser.add_argument("--server-cpu", type=int, default=cores()[0])
    parser.add_argument("--client-cpu", type=int, default=cores()[1])
    parser.add_argument("--binaries", default=os.path.join(ROOT, ".build", "release"),
                        help="folder of the release builds (default .build/release)")
    parser.add_argument("--c-programs", default=os.path.join(ROOT, ".build", "benchmarks"),
                        help="folder of the C programs (default .build/benchmarks)")
    parser.add_argument("--output", default=os.path.join(ROOT, "Reports", "engine"),
                        help="where the run's folder goes (default Reports/engine)")
    arguments = parser.parse_args()
    if (arguments.pairs or 1) < 1 or not 0.5 <= (arguments.seconds or 1) <= 600:
        parser.exit(64, "give --pairs of at least 1 and --seconds from 0.5 to 600\n")
    return arguments


def measure(name, setup):
    """The rows of one benchmark; a row that says why when it cannot be measured."""
    try:
        return list(BENCHMARKS[name](setup))
    except ProgramError as error:
        return [Row(name, "", unmeasured=str(error))]


def main():
    arguments = read_arguments()
    raise_descriptor_limit()
    setup = Setup(
        binaries=arguments.binaries, c_programs=arguments.c_programs, server_cpu=arguments.server_cpu,
        client_cpu=arguments.client_cpu, pairs=arguments.pairs or (1 if arguments.quick else 3),
        seconds=arguments.seconds or (1 if arguments.quick else 3), quick=arguments.quick)
    try:
        directory = table.run_directory(arguments.output)
    except OSError as error:
        print(f"cannot make a folder for the results: {error}", file=sys.stderr)
        return 73
    names = arguments.only or list(BENCHMARKS)
    facts = {"startedAt": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "environment": machine_facts(),
             "settings": {"quick": setup.quick, "pairs": setup.pairs, "seconds": setup.seconds,
                          "serverCPU": setup.server_cpu, "clientCPU": setup.client_cpu}}
    if setup.server_cpu == setup.client_cpu:
        print("one core only: server and client share it, and ratios say less", file=sys.stderr)
    rows = []
    print(table.head(), flush=True)
    try:
        for number, name in enumerate(names, 1):
            if sys.stderr.isatty():
                print(f"  {number}/{len(names)} {name} ...", end="\r", file=sys.stderr, flush=True)
            found = measure(name, setup)
            rows += found
            for row in found:
                print(table.row_lines(row), flush=True)
    except KeyboardInterrupt:
        stop_all()
        table.write(directory, rows, {**facts, "partial": True})
        print(f"interrupted; what there is: {directory}", file=sys.stderr)
        return 130
    finally:
        stop_all()
    path = table.write(directory, rows, {**facts, "partial": False})
    missed = [row.name for row in rows if row.passed is False]
    print(f"\n{len(missed)} of {len(rows)} limits missed" if missed else "\nall limits held")
    print(os.path.relpath(path))
    return 99 if missed else 0


def interrupt(*_):
    raise KeyboardInterrupt


if __name__ == "__main__":
    # Whoever started this may have had them blocked.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    signal.signal(signal.SIGTERM, interrupt)
    signal.signal(signal.SIGINT, interrupt)
    sys.exit(main())
