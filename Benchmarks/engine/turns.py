"""Two clients that receive by turns, each from a sender of its own: neighbours in time are compared, half a second apart."""

import os
import time

from .programs import Program, ProgramError

#: After a turn's end its last messages are still under way.
SETTLE = 0.03
#: Seconds until both have joined and the engine's window is open; turns before count for nothing.
START = 4


def busiest_thread_seconds(pid):
    """CPU time of the process's busiest thread, its loop (schedstat: nanoseconds on a CPU)."""
    busiest = 0
    try:
        tasks = os.listdir(f"/proc/{pid}/task")
    except OSError:
        raise ProgramError("a client ended before its last turn") from None
    for task in tasks:
        try:
            with open(f"/proc/{pid}/task/{task}/schedstat", encoding="ascii") as file:
                busiest = max(busiest, int(file.read().split()[0]))
        except OSError:
            continue  # it has just ended
    return busiest / 1e9


def by_turns(setup, turn, turns, senders, clients, messages):
    """Microseconds of CPU a message of both clients, a figure a turn, and both clients' results.

    `senders`: command lines of two that know `--seconds` and `--parity`; `clients`: of a port and of seconds.
    `messages`: in a turn.
    """
    seconds = START + 2 * turn * (turns + 1) + 2
    running = []
    try:
        ports = []
        for parity, command in enumerate(senders):
            sender = Program(command + ["--seconds", seconds + 3, "--parity", parity], setup.server_cpu)
            running.append(sender)
            ports.append(sender.port())
        receivers = [
            Program(client(port, seconds), setup.client_cpu) for client, port in zip(clients, ports)]
        running += receivers
        costs = _watch([receiver.pid for receiver in receivers], turn, turns, messages)
        results = [receiver.result(60) for receiver in receivers]
        for receiver, result in zip(receivers, results):
            if result.get("failure"):
                raise ProgramError(f"{receiver.name}: {result['failure']}")
        return costs[0], costs[1], results
    finally:
        for program in running:
            program.stop()


def _watch(pids, turn, turns, messages):
    """Reads a client's CPU time shortly before its turn and after it, when it has nothing to receive."""
    costs = ([], [])
    first = 2 * (int((time.monotonic() + START) / (2 * turn)) + 1)
    began = None
    for number in range(first, first + 2 * turns + 1):
        time.sleep(max(0, number * turn - SETTLE - time.monotonic()))
        begins = busiest_thread_seconds(pids[number % 2])
        time.sleep(max(0, number * turn + SETTLE - time.monotonic()))
        if began is not None:
            costs[(number - 1) % 2].append(
                (busiest_thread_seconds(pids[(number - 1) % 2]) - began) * 1e6 / messages)
        began = begins
    return costs
