"""Mean delivery as the load engine measures it, beside its closed form.

N clients, s per send, m broadcasts a second at random (Poisson), S = N s, rho = m S: a broadcast waits for those before
it, rho S / (2 (1 - rho)) (the M/D/1 queue), and its clients are served one after the other, (N + 1) s / 2 on average.
"""

from engine.programs import Program
from engine.row import Row
from engine.setup import CoreShare

CLIENTS = 500
LIMIT = 0.15
#: With more than this share of the sender's core in other hands, nothing can be said.
QUIET = 0.05


def predicted(clients, rate, send_seconds):
    """Mean delivery in seconds; None when the sender cannot keep up."""
    service = clients * send_seconds
    utilisation = rate * service
    if utilisation >= 1:
        return None, utilisation
    return utilisation * service / (2 * (1 - utilisation)) + (clients + 1) * send_seconds / 2, utilisation


def _measure(setup, rate, seconds):
    sender = [setup.c("bare-sender"), "--clients", CLIENTS, "--rate", rate, "--seconds", seconds, "--poisson",
              "--linger", 0]
    core = CoreShare(setup.server_cpu)
    with Program(sender, setup.server_cpu) as server:
        # Its window opens a second after the last client joined; broadcasts go on until it is over.
        command = [setup.swift("engine-driver"), "--port", server.port(), "--clients", CLIENTS, "--seconds", seconds - 2,
                   "--transport", "websocket", "--connect-rate", 5000, "--warm-up", 1]
        with Program(command, setup.client_cpu) as client:
            sent, received = server.result(90 + seconds), client.result(30)
            others = core.others(server.cpu_seconds_or_last())
            client.wait(30)
    return sent, received, others


def check(setup):
    """From a nearly idle sender to a busy one."""
    for rate in (20, 100, 200):
        sent, received, others = _measure(setup, rate, max(setup.seconds, 5) + 2)
        send = sent["cpuMicrosecondsPerMessage"] / 1e6
        # The rate as it came out of the draw.
        drawn = sent["broadcasts"] / sent["seconds"]
        expected, utilisation = predicted(CLIENTS, drawn, send)
        name = f"mean delivery, {CLIENTS} clients at {rate}/s"
        measured = received["deliveryMilliseconds"]["mean"]
        if expected is None:
            yield Row(
                name, "ms", measured, unmeasured=f"the sender is saturated here (utilisation {utilisation:.2f})")
            continue
        ratio = measured / (expected * 1e3)
        if others > QUIET and not setup.realtime:
            yield Row(name, "ms", measured, expected * 1e3, "ms predicted", ratio, unmeasured=(
                f"other programs took {others:.0%} of the sender's core: give --realtime, or run it on a quiet machine"))
            continue
        yield Row(
            name, "ms", measured, expected * 1e3, "ms predicted", ratio, demanded=True,
            broken="" if abs(ratio - 1) <= LIMIT else f"{abs(ratio - 1):.0%} apart; {LIMIT:.0%} is allowed",
            note=f"utilisation {utilisation:.2f}, {send * 1e6:.2f} us a send, {received['messages']} messages")
