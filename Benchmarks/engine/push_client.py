"""What receiving a pushed message costs the load engine, beside a C client that does the same."""

import re
import shutil
import tempfile
from math import sqrt
from statistics import median

from .programs import Program, ProgramError
from .repeat import interval_note
from .row import Row
from .setup import raise_descriptor_limit
from .turns import by_turns

CLIENTS, RATE = 500, 50
CROWD = 19_000
#: Both clients receive by turns of so many seconds, this many for each pair that other rows measure.
TURN, TURNS_PER_PAIR = 0.5, 40
#: Of the ratio to the C client.
LIMIT = 1.1
#: Descriptors that a program needs besides its connections.
SPARE = 64


def _client(setup, kind, port, clients, seconds):
    """The command line of one of the two clients."""
    if kind == "engine":
        return [setup.swift("engine-driver"), "--port", port, "--clients", clients, "--seconds", seconds,
                "--transport", "websocket", "--connect-rate", 5000, "--warm-up", 1]
    return [setup.c("epoll-client"), "--port", port, "--clients", clients, "--seconds", seconds]


def _receive(setup, kind, clients, rate, seconds, tracer=()):
    """Runs a client against the bare sender; the client's result."""
    # The driver's window opens a second after all have joined; the sender goes on until both windows are over.
    sender_arguments = [
        setup.c("bare-sender"), "--clients", clients, "--rate", rate, "--seconds", seconds + 2, "--linger",
        0 if kind == "c" else 10]
    with Program(sender_arguments, setup.server_cpu) as sender:
        command = list(tracer) + _client(setup, kind, sender.port(), clients, seconds)
        with Program(command, setup.client_cpu) as client:
            result = client.result(90 + seconds)
            client.wait(30)
    if result.get("failure"):
        raise ProgramError(f"engine-driver: {result['failure']}")
    return result


def cpu(setup):
    """CPU a received message at 500 clients and 25,000 messages a second.

    What a message costs wanders by tens of percent within seconds where machines are shared, and the limit lies a few
    hundredths above it: both clients are connected all the time and receive by turns of half a second. Who connects
    first pays some percent more or less, as the same client against itself shows: each has both places once, and a
    ratio is the geometric mean of a pair of turns of each.
    """
    turns = TURNS_PER_PAIR * setup.pairs // 2
    senders = ([setup.c("bare-sender"), "--clients", CLIENTS, "--rate", RATE, "--turn", TURN, "--linger", 0], ) * 2
    clients = [
        lambda port, seconds: _client(setup, "engine", port, CLIENTS, seconds),
        lambda port, seconds: _client(setup, "c", port, CLIENTS, seconds)]
    messages = round(RATE * TURN) * CLIENTS
    ours, theirs, (own, other) = by_turns(setup, TURN, turns, senders, clients, messages)
    theirs_first, ours_second, (other_first, own_second) = by_turns(setup, TURN, turns, senders, clients[::-1], messages)
    lost = sum(result["lost"] + result["disordered"] for result in (other, other_first))
    short = sum(max(0, turns * messages - result["messages"]) for result in (own, own_second))
    ratios = [sqrt(a / b * d / c) for a, b, c, d in zip(ours, theirs, theirs_first, ours_second)]
    ours, theirs = ours + ours_second, theirs + theirs_first
    yield Row(
        "push client: CPU a message", "us", median(ours), median(theirs), "us C client", median(ratios), limit=LIMIT,
        field=9.2, field_name="C client",
        note=f"{2 * turns} turns each; {interval_note(ratios, LIMIT)}",
        broken="; ".join(filter(None, [
            f"the C client lost {lost}" if lost else "", f"the engine missed {short}" if short > 0 else ""])), values=ours, references=theirs)


def memory(setup):
    """Resident memory of a client when there are 19,000 in one process."""
    limit = raise_descriptor_limit()
    name = "push client: resident memory at 19,000"
    if limit < CROWD + SPARE:
        yield Row(name, "B", limit=2048, limit_on="value", unmeasured=(
            f"a process may have only {limit} descriptors here (ulimit -Hn): raise it to {CROWD + SPARE}"))
        return
    ours = _receive(setup, "engine", CROWD, 1, 3)
    theirs = _receive(setup, "c", CROWD, 1, 3)
    joined = ours.get("clients", CROWD)
    yield Row(
        name, "B", ours["residentBytesPerClient"], theirs["residentBytesPerClient"], "B C client", None, limit=2048,
        limit_on="value", broken="" if joined == CROWD else f"only {joined} clients joined")


def allocations(setup):
    """Allocations a message in steady state, as the driver's own counter in malloc says."""
    found = _receive(setup, "engine", CLIENTS, RATE, setup.seconds).get("allocationsPerMessage")
    row = Row("push client: allocations a message", "", found, limit=0.01, limit_on="value")
    if found is None:
        row.unmeasured = "engine-driver counts no allocations on this system"
    yield row


def system_calls(setup):
    """System calls a message of both clients under `strace -c`."""
    if shutil.which("strace") is None:
        yield Row("push client: system calls a message", "", limit=1.1, unmeasured="there is no strace")
        return
    ours, theirs = _calls_per_message(setup, "engine"), _calls_per_message(setup, "c")
    total_ours, total_theirs = sum(ours.values()), sum(theirs.values())
    yield Row(
        "push client: system calls a message", "", total_ours, total_theirs, "C client", total_ours / total_theirs,
        limit=1.1, note=f"engine {_listed(ours)}; C {_listed(theirs)}")


def _calls_per_message(setup, kind):
    """Calls by name: what a longer run makes more than a shorter one, so that connecting cancels out."""
    short_seconds, long_seconds = 1, 3
    short, short_messages = _traced(setup, kind, CLIENTS, RATE, short_seconds)
    long, long_messages = _traced(setup, kind, CLIENTS, RATE, long_seconds)
    # The engine reports the messages of its window alone; those before it are as many in both runs.
    messages = long_messages - short_messages
    return {name: (long[name] - short.get(name, 0)) / messages for name in long}


def _traced(setup, kind, clients, rate, seconds):
    """System calls by name of one run, and its messages."""
    with tempfile.NamedTemporaryFile(mode="r", prefix="strace-") as table:
        result = _receive(setup, kind, clients, rate, seconds, ["strace", "-f", "-c", "-o", table.name])
        calls = {}
        for line in table.read().splitlines():
            # % time, seconds, usecs/call, calls, errors (may be empty), name
            match = re.match(r"\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+)\s+(?:\d+\s+)?(\w+)\s*$", line)
            if match and match.group(2) != "total":
                calls[match.group(2)] = int(match.group(1))
        return calls, result.get("messagesInAll", result["messages"])


def _listed(calls):
    often = sorted(calls.items(), key=lambda item: -item[1])
    return ", ".join(f"{name} {count:.2f}" for name, count in often if count >= 0.005)
