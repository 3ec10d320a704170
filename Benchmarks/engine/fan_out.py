"""What a broadcast costs the server, beside a bare loop of send(), with the same C client receiving."""

from statistics import median

from .programs import Program
from .push_client import CLIENTS, RATE, SPARE
from .repeat import interleaved, interval_note, ratio_of_pairs, spread_note
from .row import Row
from .setup import CoreShare, raise_descriptor_limit

MANY = 10_000
#: What a message costs wanders by tens of percent from second to second: for each pair that other rows measure this
#: one has so many, half as long.
PAIRS_PER_PAIR = 4
#: Of the ratio to the bare loop.
LIMIT = 1.1
#: More than this share of the server's core in other hands makes rates by the clock meaningless.
BUSY = 0.05


def _serve(setup, kind, clients, rate, seconds, extra=()):
    """One server sends to the C client; (server's result, client's result).

    The server's gets two more members: CPU seconds before the first broadcast, and what others took of its core.
    """
    program = [setup.swift("fanout-server")] if kind == "server" else [setup.c("bare-sender"), "--linger", 0]
    arguments = program + ["--clients", clients, "--rate", rate, "--seconds", seconds, *extra]
    with Program(arguments, setup.server_cpu) as server:
        port, cpu_before = server.port(), server.cpu_seconds()
        core = CoreShare(setup.server_cpu)
        command = [setup.c("epoll-client"), "--port", port, "--clients", clients, "--seconds", seconds]
        with Program(command, setup.client_cpu) as client:
            sent = server.result(90 + seconds)
            own = server.cpu_seconds_or_last() - cpu_before
            sent["joinCPUSeconds"] = own - sent["cpuMicrosecondsPerMessage"] * sent["messages"] / 1e6
            sent["othersShare"] = core.others(own)
            received = client.result(30)
            client.wait(30)
    return sent, received


def _losses(pairs_of_results):
    """What is wrong with what arrived, if anything."""
    lost = sum(received["lost"] for _, received in pairs_of_results)
    disordered = sum(received["disordered"] for _, received in pairs_of_results)
    short = sum(sent["messages"] - received["messagesInAll"] for sent, received in pairs_of_results)
    if lost or disordered or short:
        return f"{lost} lost, {disordered} out of order, {short} fewer received than sent"
    return ""


def cpu(setup):
    """CPU a delivered message at 500 clients and 25,000 messages a second."""
    seen = []

    def cost(kind):
        def measure():
            results = _serve(setup, kind, CLIENTS, RATE, max(1, round(setup.seconds / 2)))
            if kind == "server":
                seen.append(results)
            return results[0]["cpuMicrosecondsPerMessage"]
        return measure
    ours, floor = interleaved(cost("server"), cost("bare"), PAIRS_PER_PAIR * setup.pairs)
    ratios = [a / b for a, b in zip(ours, floor)]
    yield Row(
        "server fan-out: CPU a message", "us", median(ours), median(floor), "us bare send()",
        ratio_of_pairs(ours, floor), limit=LIMIT, field=8.8, field_name="bare send()",
        note="; ".join(filter(None, [
            f"{len(ratios)} pairs; {interval_note(ratios, LIMIT)}", spread_note(server=ours, bare=floor)])),
        broken=_losses(seen), values=ours, references=floor)


def saturated(setup):
    """The most messages a second from one core: of its time, and by the clock."""
    seen = {"server": [], "bare": []}

    def run(kind):
        def measure():
            results = _serve(setup, kind, CLIENTS, 0, setup.seconds)
            seen[kind].append(results)
            return 1e6 / results[0]["cpuMicrosecondsPerMessage"]
        return measure
    ours, floor = interleaved(run("server"), run("bare"), setup.pairs)
    broken = _losses(seen["server"])
    # What NIO's queue still holds at the end counts as sent; where much of it went that way, the figure flatters.
    queued = sum(sent["queuedWrites"] for sent, _ in seen["server"]) / sum(sent["messages"] for sent, _ in seen["server"])
    through_queue = f"{queued:.1%} of the server's messages met a full socket" if queued > 0 else ""
    yield Row(
        "saturated fan-out: messages a CPU second", "/s", median(ours), median(floor), "/s bare send()",
        ratio_of_pairs(ours, floor), limit=100_000, limit_on="value", at_least=True, field=110_000, field_name="prototype",
        note="; ".join(filter(None, [through_queue, spread_note(server=ours, bare=floor)])), broken=broken,
        values=ours, references=floor)
    ours, floor = ([sent["messagesPerSecond"] for sent, _ in seen[kind]] for kind in ("server", "bare"))
    row = Row(
        "saturated fan-out: messages by the clock", "/s", median(ours), median(floor), "/s bare send()",
        ratio_of_pairs(ours, floor), limit=100_000, limit_on="value", at_least=True, field=110_000, field_name="prototype", broken=broken,
        values=ours, references=floor)
    yield _judged_when_alone(
        setup, row, median(sent["othersShare"] for sent, _ in seen["server"]))


def _judged_when_alone(setup, row, others):
    """Rates by the clock say little of a server that did not have its core to itself."""
    if not setup.realtime and others > BUSY and row.passed is False and not row.broken:
        row.limit = None
        row.note = f"not judged: other programs took {others:.0%} of the server's core"
    return row


def connections(setup):
    """Resident memory a connection, and handshakes a second, with 10,000 clients."""
    memory = "server: resident memory a connection at 10,000"
    limit = raise_descriptor_limit()
    if limit < MANY + SPARE:
        reason = f"a process may have only {limit} descriptors here (ulimit -Hn): raise it to {MANY + SPARE}"
        yield Row(memory, "B", limit=8192, limit_on="value", unmeasured=reason)
        yield Row("server: handshakes", "/s", limit=3000, limit_on="value", at_least=True, unmeasured=reason)
        return
    (ours, received), (floor, floor_received) = (_serve(setup, kind, MANY, 2, 2) for kind in ("server", "bare"))
    yield Row(
        memory, "B", ours["residentBytesPerConnection"], floor["residentBytesPerConnection"], "B bare sender",
        limit=8192, limit_on="value", field=7000, field_name="prototype", broken=_losses([(ours, received)]))
    yield Row(
        "server: handshakes a CPU second", "/s", MANY / ours["joinCPUSeconds"], MANY / floor["joinCPUSeconds"],
        "/s bare sender", limit=3000, limit_on="value", at_least=True)
    yield _judged_when_alone(
        setup, Row("server: handshakes by the clock", "/s", MANY / received["joinSeconds"],
            MANY / floor_received["joinSeconds"], "/s bare sender", limit=3000, limit_on="value", at_least=True),
        ours["othersShare"])


def emitters(setup):
    """1,000 events a second from 10 threads to 100 clients, every one of which has to arrive in order."""
    seconds = max(setup.seconds, 2)
    sent, received = _serve(setup, "server", 100, 1000, seconds, ["--emitters", 10])
    expected = round(1000 * seconds) * 100
    short = "" if sent["messages"] >= 0.99 * expected else f"only {sent['messages']} of {expected} were sent"
    yield Row(
        "1,000 events/s, 10 emitters, 100 clients: lost", "", float(received["lost"]), limit=0, limit_on="value",
        broken="; ".join(filter(None, [short, _losses([(sent, received)])])),
        note=f"{received['messagesInAll']} messages received, mean delivery {received['meanMilliseconds']:.2f} ms")
