"""Where the programs are, which cores they get, how long each measurement takes."""

import os
import platform
import resource
from dataclasses import dataclass

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


@dataclass
class Setup:
    """What every measurement needs to know."""

    binaries: str
    c_programs: str
    server_cpu: int
    client_cpu: int
    pairs: int
    seconds: float
    quick: bool
    realtime: bool = False

    def swift(self, name):
        """A release build of one of our own programs."""
        return os.path.join(self.binaries, name)

    def c(self, name):
        return os.path.join(self.c_programs, name)


class CoreShare:
    """How much of a core other programs took, from the kernel's accounts (/proc/stat, whole ticks)."""

    def __init__(self, cpu):
        self.cpu = cpu
        self.start = self._busy_and_total()

    def _busy_and_total(self):
        with open("/proc/stat", encoding="utf-8") as file:
            for line in file:
                if line.startswith(f"cpu{self.cpu} "):
                    # user nice system idle iowait irq softirq steal
                    times = [int(word) for word in line.split()[1:9]]
                    return sum(times) - times[3] - times[4], sum(times)
        return 0, 0

    def others(self, own_seconds):
        """The share since the start that was neither idle nor `own_seconds` of the program watched."""
        busy, total = (now - then for now, then in zip(self._busy_and_total(), self.start))
        if total == 0:
            return 0.0
        return max(0.0, (busy - own_seconds * os.sysconf("SC_CLK_TCK")) / total)


def raise_descriptor_limit():
    """As many descriptors as this process may have; children inherit it. The limit."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard


def cores():
    """Two cores to use: the first for servers, the second for clients. The same one twice on a single core."""
    usable = sorted(os.sched_getaffinity(0))
    return usable[0], usable[1] if len(usable) > 1 else usable[0]


def machine_facts():
    """What the figures depend on."""
    model = ""
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        for line in file:
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    return {
        "cpu": model, "cores": os.cpu_count(), "kernel": platform.release(), "machine": platform.machine(),
        "loadAverage": os.getloadavg()[0],
    }
