"""What a connection costs swarm-server in memory: the slope over three client counts, and the kernel's share beside it."""

import os
import re
import time
import urllib.request

from .programs import Program, ProgramError
from .push_client import SPARE
from .row import Row
from .setup import raise_descriptor_limit

COUNTS = [2_000, 6_000, 10_000]
#: Seconds for clients to join, and for what joining left behind to be given back.
PATIENCE, SETTLE = 60, 2
NAME = "swarm-server: resident memory a connection, 2,000 to 10,000"


def slope(points):
    """Least squares through (x, y)."""
    mean_x, mean_y = (sum(point[axis] for point in points) / len(points) for axis in (0, 1))
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)


def _resident(pid):
    with open(f"/proc/{pid}/status", encoding="utf-8") as file:
        return int(re.search(r"VmRSS:\s+(\d+) kB", file.read()).group(1)) * 1024


def _kernel_sockets():
    """Bytes of TCP buffers that the kernel accounts for, of all sockets (sockstat, pages)."""
    with open("/proc/net/sockstat", encoding="utf-8") as file:
        return int(re.search(r"TCP:.* mem (\d+)", file.read()).group(1)) * os.sysconf("SC_PAGE_SIZE")


def _clients(port):
    """How many clients the server pushes to, by its own metrics."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=30) as answer:
        text = answer.read().decode()
    return sum(float(number) for number in re.findall(r"^swarm_clients\{.*?\} (\S+)$", text, re.MULTILINE))


def _wait_for(port, count):
    end = time.monotonic() + PATIENCE
    while _clients(port) < count:
        if time.monotonic() > end:
            raise ProgramError(f"swarm-server had fewer than {count} clients after {PATIENCE} s")
        time.sleep(0.1)
    time.sleep(SETTLE)


def connections(setup):
    """Whole server with an idle swarm: its dashboards' handlers and rooms are in it, unlike in fanout-server's row."""
    limit = raise_descriptor_limit()
    if limit < COUNTS[-1] + SPARE:
        yield Row(NAME, "B", limit=8192, limit_on="value", unmeasured=(
            f"a process may have only {limit} descriptors here (ulimit -Hn): raise it to {COUNTS[-1] + SPARE}"))
        return
    points, kernel, running = [], [], []
    command = [setup.swift("swarm-server"), "--port", 0, "--event-loops", 1, "--log-level", "error"]
    try:
        with Program(command, setup.server_cpu) as server:
            port, before = server.port(), 0
            for count in COUNTS:
                # They stay until they are stopped.
                running.append(Program(
                    [setup.c("epoll-client"), "--port", port, "--clients", count - before, "--seconds", 600],
                    setup.client_cpu))
                _wait_for(port, count)
                points.append((count, _resident(server.pid)))
                kernel.append((count, _kernel_sockets()))
                before = count
    finally:
        for program in running:
            program.stop()
    # A straight line's middle point lies on it; how far off it is tells whether the slope means something.
    bent = points[1][1] - (points[0][1] + points[2][1]) / 2
    yield Row(
        NAME, "B", slope(points), limit=8192, limit_on="value",
        note=f"kernel's TCP buffers (sockstat) {slope(kernel):.0f} B a connection, both ends; the middle count lies "
             f"{abs(bent) / (points[2][1] - points[0][1]):.1%} of the growth off the line")
