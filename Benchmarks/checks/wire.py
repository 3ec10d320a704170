"""Wire bytes as reported, from TCP_INFO, beside those of a packet capture."""

import math
import os
import shutil
import signal
import subprocess
import tempfile
import time

from engine.programs import Program, ProgramError
from engine.row import Row

from . import bench_run
from .sockets import PortWatch

#: IPv4 and TCP headers with the timestamp option, as docs/measurement.md counts them.
HEADERS = 52
#: TCP_MAXSEG of 1460, which the generator sets, less the 12 bytes of the timestamp option.
SEGMENT = 1448
LIMIT = 0.005
SCENARIO = os.path.join(os.path.dirname(os.path.abspath(__file__)), "wire.yaml")


def _capture(path):
    """Starts tcpdump on the loopback device; it has begun when it says so."""
    program = Program(["tcpdump", "-i", "lo", "-s", "96", "-B", "131072", "-w", path, "-U", "tcp"])
    end = time.monotonic() + 10
    while "listening on" not in program.complaint():
        if program.ended() or time.monotonic() > end:
            complaint = program.complaint()
            program.stop()
            raise ProgramError(f"tcpdump cannot capture (root is needed): {complaint}")
        time.sleep(0.05)
    return program


def _end_capture(program):
    """Ends it; raises when packets are missing."""
    time.sleep(1)
    os.kill(program.pid, signal.SIGINT)
    program.wait(20)
    for line in program.complaint().splitlines():
        if "dropped by kernel" in line and not line.strip().startswith("0 "):
            raise ProgramError(f"tcpdump missed packets: {line.strip()}")


def _packets(path, ports):
    """(time, source port, destination port, payload bytes) of every TCP packet of these servers, by tshark."""
    listed = ", ".join(map(str, sorted(ports)))
    result = subprocess.run(
        ["tshark", "-r", path, "-Y", f"tcp.port in {{{listed}}}", "-T", "fields", "-e", "frame.time_epoch", "-e",
         "tcp.srcport", "-e", "tcp.dstport", "-e", "tcp.len"],
        capture_output=True, text=True, timeout=300, check=False)
    if result.returncode != 0:
        raise ProgramError(f"tshark cannot read the capture: {result.stderr.strip()[-300:]}")
    for line in result.stdout.splitlines():
        instant, source, destination, length = line.split("\t")
        yield float(instant), int(source), int(destination), int(length)


def _connections(trial, packets, ports):
    """Wire bytes within the steady state by connection, of those that were open when the load started."""
    early, wire = set(), {}
    for instant, source, destination, length in packets:
        connection = (destination, source) if source in ports else (source, destination)
        if trial.load_start - 60 < instant < trial.load_start:
            early.add(connection)
        if trial.start <= instant < trial.end:
            # The loopback device carries what the segmentation of a network card would split.
            segments = max(1, math.ceil(length / SEGMENT))
            wire[connection] = wire.get(connection, 0) + length + HEADERS * segments
    return {connection: count for connection, count in wire.items() if connection in early}


def _counted(trial):
    """Wire bytes that the trial's raw figures hold: TCP_INFO's growth over the steady state, of all clients."""
    return sum(
        int(row["tcp_bytes_sent"]) + int(row["tcp_bytes_received"])
        + HEADERS * (int(row["tcp_segments_out"]) + int(row["tcp_segments_in"])) for row in trial.clients)


def _row(trial, packets, ports):
    name = f"wire bytes a client and hour: {trial.arm}"
    by_connection = _connections(trial, packets, ports)
    clients = len(trial.clients)
    hourly = 3600 / clients / trial.seconds
    value = _counted(trial) * hourly
    if len(by_connection) != clients:
        return Row(name, "B", value, unmeasured=(
            f"{len(by_connection)} connections in the capture for {clients} clients: cannot tell them apart"))
    captured = sum(by_connection.values()) * hourly
    difference = abs(value / captured - 1)
    reported = trial.figures["traffic"]["wireBytesPerClientHour"]
    # The report counts events that come every few seconds at their rate, not as often as the window saw them.
    note = f"{difference:.4%} apart, {LIMIT:.1%} allowed; the report: {reported['up'] + reported['down']:,.0f}"
    return Row(
        name, "B", value, captured, "B captured", value / captured, demanded=True,
        broken="" if difference <= LIMIT else f"{difference:.2%} apart; {LIMIT:.1%} is allowed",
        note=f"{note}; {trial.name}")


def check(setup):
    """Each arm of a short run, polling and push."""
    for tool in ["tcpdump", "tshark"]:
        if shutil.which(tool) is None:
            raise ProgramError(f"there is no {tool}: install it (make bench-checks does)")
    with tempfile.TemporaryDirectory(prefix="bench-wire-") as folder:
        # tcpdump gives up root before it opens its file.
        os.chmod(folder, 0o777)
        path, output = os.path.join(folder, "lo.pcap"), os.path.join(folder, "run")
        with _capture(path) as capture:
            with bench_run.start(setup, SCENARIO, output) as bench:
                watch = PortWatch(bench.pid)
                bench_run.finish(bench, 180)
            ports = watch.stop()
            _end_capture(capture)
        if not ports:
            raise ProgramError("no server of bench was seen listening")
        packets = list(_packets(path, ports))
        for trial in bench_run.trials(output):
            yield _row(trial, packets, ports)
