"""Who ran on a core, from the scheduler's tracepoints (perf, as root)."""

import os
import re
import shutil
import subprocess
import time

from engine.programs import Program, ProgramError

_LINE = re.compile(r"^\s*(\d+)\.(\d{9}):.*\bnext_pid=(\d+)")


class SwitchTrace:
    """Records every switch on one CPU until stopped. Instants are CLOCK_REALTIME seconds."""

    def __init__(self, cpu, path):
        self.path = path
        self.switches = []
        self.program = Program([
            "perf", "record", "-q", "-k", "CLOCK_MONOTONIC", "-e", "sched:sched_switch", "-C", cpu, "-m", "1024",
            "-o", path])
        time.sleep(0.5)
        if self.program.ended():
            complaint = self.program.complaint()
            self.program.stop()
            raise ProgramError(f"perf cannot trace the scheduler: {complaint}")

    @staticmethod
    def available():
        return os.geteuid() == 0 and shutil.which("perf") is not None

    def stop(self):
        """Ends the recording and reads it."""
        self.program.stop()
        if "LOST" in self.program.complaint().upper():
            raise ProgramError("perf missed switches: run it on a quieter machine")
        offset = time.time() - time.monotonic()
        script = subprocess.run(
            ["perf", "script", "-i", self.path, "-F", "time,trace", "--ns"], capture_output=True, text=True,
            timeout=120, check=False)
        for line in script.stdout.splitlines():
            match = _LINE.match(line)
            if match:
                self.switches.append((int(match[1]) + int(match[2]) / 1e9 + offset, int(match[3])))
        if not self.switches:
            raise ProgramError(f"perf recorded no switch: {script.stderr.strip()[-200:]}")

    def share(self, excluded, start, end):
        """The share of the time between two instants in which none of the `excluded` tasks ran."""
        return share_of_others(self.switches, excluded, start, end)


def share_of_others(switches, excluded, start, end):
    """The same for a list of (instant, task that runs from then on); what ran before the first is not known."""
    total = 0.0
    for (begin, task), (until, _) in zip(switches, switches[1:] + [(end, 0)]):
        if task not in excluded and until > start and begin < end:
            total += min(until, end) - max(begin, start)
    return total / (end - start)
