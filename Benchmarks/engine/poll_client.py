"""What a poll costs the load engine, beside wrk and libcurl, against the same nginx."""

from statistics import median

from .programs import Program, ProgramError
from .repeat import interleaved, ratio_of_pairs, spread_note
from .row import Row
from .web import Nginx, wrk

CONNECTIONS = 100
#: Of one client. All of them together keep nginx's core half busy, so that neither side works in large batches.
INTERVAL = 0.005


def _state(setup):
    """The 674 bytes that the bare sender serves as well."""
    with Program([setup.c("bare-sender"), "--print-state"]) as program:
        return program.line(r"^\{.*\}$").group(0).encode()


def _wrk_cost(setup, port):
    requests, cpu = wrk(port, CONNECTIONS, setup.seconds, setup.client_cpu)
    return cpu * 1e6 / requests


def _engine_cost(setup, port, http_client):
    command = [
        setup.swift("engine-driver"), "--port", port, "--transport", "interval-polling", "--clients", CONNECTIONS,
        "--interval", INTERVAL, "--seconds", setup.seconds, "--connect-rate", 2000, "--warm-up", 1]
    if http_client is not None:
        command += ["--http-client", http_client]
    with Program(command, setup.client_cpu) as program:
        result = program.result(90 + setup.seconds)
        program.wait(30)
    if result.get("failure") or not result["messages"]:
        raise ProgramError(f"engine-driver: {result.get('failure') or 'no poll was answered'}")
    return result["cpuMicrosecondsPerMessage"]


def _chooses_client(setup):
    """Whether the driver has both HTTP clients to choose from."""
    with Program([setup.swift("engine-driver"), "--help"]) as program:
        try:
            return bool(program.line(r"--http-client", 10))
        except ProgramError:
            return False


def cpu(setup):
    """CPU a poll of a 674-byte state over kept connections."""
    choice = _chooses_client(setup)
    with Nginx(_state(setup), setup.server_cpu) as nginx:
        engine, reference = interleaved(
            lambda: _engine_cost(setup, nginx.port, "native" if choice else None),
            lambda: _wrk_cost(setup, nginx.port), setup.pairs)
        curl = _engine_cost(setup, nginx.port, "libcurl") if choice else None
    yield Row(
        "polling client: CPU a request", "us", median(engine), median(reference), "us wrk",
        ratio_of_pairs(engine, reference), limit=1.3, note=spread_note(engine=engine, wrk=reference),
        values=engine, references=reference)
    if choice:
        yield Row(
            "polling client through libcurl: CPU a request", "us", curl, median(reference), "us wrk",
            curl / median(reference), earlier=48)
