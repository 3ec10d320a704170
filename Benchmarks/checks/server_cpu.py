"""The server's CPU as reported, from its CPU clock, beside what an idle thread on its core could not have.

The idle thread loses time to every program on that core. Where perf can trace the scheduler, what programs besides the
server took is taken off; without it the check needs a quiet machine.
"""

import csv
import os
import tempfile
import threading
import time

from engine.programs import Program, ProgramError
from engine.row import Row

from . import bench_run
from .sockets import TaskWatch
from .switch_trace import SwitchTrace

#: Shares of the core: reported and lost may differ by this much of the reported share, or by this much of the core.
RELATIVE, ABSOLUTE = 0.10, 0.01
#: With more than this share of the core in other hands, nothing can be said.
QUIET = 0.02
#: A core that loses more than this while the spinner calibrates is not idle, so it says nothing of timers.
TIMERS_AT_MOST = 0.03
SCENARIO = os.path.join(os.path.dirname(os.path.abspath(__file__)), "server_cpu.yaml")


class CoreWatch(threading.Thread):
    """The kernel's accounts every 50 ms: (instant, busy seconds of a core, CPU seconds of a process)."""

    def __init__(self, cpu, program):
        super().__init__(daemon=True)
        self.cpu, self.program = cpu, program
        self.samples = []
        self.over = threading.Event()
        self.start()

    def run(self):
        tick = os.sysconf("SC_CLK_TCK")
        while not self.over.wait(0.05):
            with open("/proc/stat", encoding="utf-8") as file:
                times = next(line.split()[1:9] for line in file if line.startswith(f"cpu{self.cpu} "))
            numbers = [int(word) for word in times]
            busy = (sum(numbers) - numbers[3] - numbers[4]) / tick
            try:
                self.samples.append((time.time(), busy, self.program.cpu_seconds()))
            except OSError:
                return

    def stop(self):
        self.over.set()
        self.join(5)


def _between(samples, column, start, end):
    """How much a growing figure grew between two instants, by linear interpolation."""
    def at(instant):
        for before, after in zip(samples, samples[1:]):
            if before[0] <= instant <= after[0]:
                share = (instant - before[0]) / (after[0] - before[0])
                return before[column] + share * (after[column] - before[column])
        raise ProgramError("a trial lies outside of what was watched")
    return at(end) - at(start)


def _series(path):
    """The spinner's (instant, lost seconds)."""
    with open(path, encoding="utf-8", newline="") as file:
        return [(int(row["realtime_ns"]) / 1e9, int(row["lost_ns"]) / 1e9) for row in csv.DictReader(file)]


def _shares(trial, lost_series, core, result):
    """What the spinner lost of the core in the steady state, and what the kernel says others than the server had."""
    seconds = trial.seconds
    idle_share = result["idleGapShare"] if result["idleGapShare"] < TIMERS_AT_MOST else 0.0
    lost = (_between(lost_series, 1, trial.start, trial.end) / seconds - idle_share) / (1 - idle_share)
    busy = _between(core, 1, trial.start, trial.end) / seconds
    spinner = _between(core, 2, trial.start, trial.end) / seconds
    return lost, max(0.0, busy - spinner - trial.figures["server"]["cpuPercent"] / 100)


def _row(trial, lost, others, traced):
    """`traced`: the share of others is known from the scheduler, and taken off."""
    reported = trial.figures["server"]["cpuPercent"] / 100
    left = lost - others if traced else lost
    row = Row(
        f"server CPU, share of a core: {trial.arm}", "%", reported * 100, left * 100, "% lost by the spinner",
        reported / left if left > 0 else None, demanded=True)
    how = "traced, taken off" if traced else "not taken off"
    row.note = f"the spinner lost {lost:.2%}, of which programs besides the server {others:.2%} ({how}); {trial.name}"
    if not traced and others > QUIET:
        row.unmeasured = f"other programs took {others:.1%} of the core: install perf, or use a quiet machine"
    elif abs(reported - left) > max(RELATIVE * reported, ABSOLUTE):
        row.broken = f"{abs(reported - left) * 100:.2f} points apart"
    return row


def check(setup):
    """Each arm of a run with some load on the server."""
    with tempfile.TemporaryDirectory(prefix="bench-cpu-") as folder:
        series, output = os.path.join(folder, "spinner.csv"), os.path.join(folder, "run")
        command = [setup.c("idle-spinner"), "--cpu", setup.server_cpu, "--seconds", 600, "--series", series]
        trace = None
        with Program(command) as spinner:
            spinner.line("^calibrated", 60)
            watch = CoreWatch(setup.server_cpu, spinner)
            if SwitchTrace.available():
                trace = SwitchTrace(setup.server_cpu, os.path.join(folder, "switches"))
            with bench_run.start(setup, SCENARIO, output) as bench:
                servers = TaskWatch(bench.pid)
                bench_run.finish(bench, 180)
            time.sleep(0.2)
            watch.stop()
            if trace:
                trace.stop()
            os.kill(spinner.pid, 15)
            result = spinner.result(20)
            spinner.wait(20)
        used = bench_run.document(output)["environment"].get("serverCPUs")
        if used != [setup.server_cpu]:
            raise ProgramError(f"bench ran the server on CPUs {used}, the spinner watched {setup.server_cpu}")
        lost_series, known = _series(series), servers.stop() | {0, spinner.pid}
        for trial in bench_run.trials(output):
            lost, others = _shares(trial, lost_series, watch.samples, result)
            if trace:
                others = trace.share(known, trial.start, trial.end)
            yield _row(trial, lost, others, trace is not None)
