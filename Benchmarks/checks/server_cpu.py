"""The server's CPU as reported, from its CPU clock, beside what an idle thread on its core could not have."""

import csv
import os
import tempfile
import threading
import time

from engine.programs import Program, ProgramError
from engine.row import Row

from . import bench_run

#: Shares of the core: reported and lost may differ by this much of the reported share, or by this much of the core.
RELATIVE, ABSOLUTE = 0.10, 0.01
#: With more than this share of the core in other hands, nothing can be said.
QUIET = 0.02
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


def _row(trial, lost_series, core, idle_share):
    name = f"server CPU, share of a core: {trial.arm}"
    seconds = trial.seconds
    reported = trial.figures["server"]["cpuPercent"] / 100
    lost = (_between(lost_series, 1, trial.start, trial.end) / seconds - idle_share) / (1 - idle_share)
    busy = _between(core, 1, trial.start, trial.end) / seconds
    spinner = _between(core, 2, trial.start, trial.end) / seconds
    others = max(0.0, busy - spinner - reported)
    row = Row(name, "%", reported * 100, lost * 100, "% lost by the spinner", reported / lost if lost > 0 else None,
        demanded=True)
    if others > QUIET + 0.1 * reported:
        row.unmeasured = f"other programs took about {others:.1%} of the core: run it on a quiet machine"
    elif abs(reported - lost) > max(RELATIVE * reported, ABSOLUTE):
        row.broken = f"{abs(reported - lost) * 100:.2f} points apart"
    row.note = f"{trial.name}; idle core: {idle_share:.2%} lost to timers, taken off"
    return row


def check(setup):
    """Each arm of a run with some load on the server."""
    with tempfile.TemporaryDirectory(prefix="bench-cpu-") as folder:
        series, output = os.path.join(folder, "spinner.csv"), os.path.join(folder, "run")
        command = [setup.c("idle-spinner"), "--cpu", setup.server_cpu, "--seconds", 600, "--series", series]
        with Program(command) as spinner:
            spinner.line("^calibrated", 60)
            watch = CoreWatch(setup.server_cpu, spinner)
            with bench_run.start(setup, SCENARIO, output) as bench:
                bench_run.finish(bench, 180)
            time.sleep(0.2)
            watch.stop()
            os.kill(spinner.pid, 15)
            result = spinner.result(20)
            spinner.wait(20)
        servers = bench_run.document(output)["environment"].get("serverCPUs")
        if servers != [setup.server_cpu]:
            raise ProgramError(f"bench ran the server on CPUs {servers}, the spinner watched {setup.server_cpu}")
        idle_share = result["idleGapShare"] if result["idleGapShare"] < 0.03 else 0.0
        lost = _series(series)
        for trial in bench_run.trials(output):
            yield _row(trial, lost, watch.samples, idle_share)
