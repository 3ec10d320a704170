"""What a poll costs the load engine, beside wrk and libcurl, against the same nginx."""

from statistics import median

from .programs import Program, ProgramError
from .repeat import interleaved, ratio_of_pairs, spread_note
from .row import Row
from .web import Nginx, wrk

CONNECTIONS = 100
#: Requests a second at which hardly two clients have something to do at the same time.
CALM_RATE = 5_000


def _state(setup):
    """The 674 bytes that the bare sender serves as well."""
    with Program([setup.c("bare-sender"), "--print-state"]) as program:
        return program.line(r"^\{.*\}$").group(0).encode()


class _Costs:
    """CPU a request of wrk and of the engine, asking nginx at about the same rate.

    The rate matters: the busier the loop, the more sockets are ready at each of its wakings.
    """

    def __init__(self, setup, port):
        self.setup, self.port = setup, port
        self.wrk_rates, self.engine_rates = [], []
        self.wrk()

    def lone_wrk(self):
        """wrk with one connection: it sleeps and wakes for each request."""
        requests, cpu = wrk(self.port, 1, self.setup.seconds, self.setup.client_cpu)
        return cpu * 1e6 / requests

    def wrk(self):
        requests, cpu = wrk(self.port, CONNECTIONS, self.setup.seconds, self.setup.client_cpu)
        self.wrk_rates.append(requests / max(1, round(self.setup.seconds)))
        return cpu * 1e6 / requests

    def engine(self, http_client=None, rate=None):
        interval = CONNECTIONS / (rate or self.wrk_rates[-1])
        command = [
            self.setup.swift("engine-driver"), "--port", self.port, "--transport", "interval-polling",
            "--clients", CONNECTIONS, "--interval", interval, "--seconds", self.setup.seconds, "--connect-rate", 2000,
            "--warm-up", 1]
        if http_client is not None:
            command += ["--http-client", http_client]
        with Program(command, self.setup.client_cpu) as program:
            result = program.result(90 + self.setup.seconds)
            program.wait(30)
        if result.get("failure") or not result["messages"]:
            raise ProgramError(f"engine-driver: {result.get('failure') or 'no poll was answered'}")
        if rate is None:
            self.engine_rates.append(result["messages"] / result["seconds"])
        return result["cpuMicrosecondsPerMessage"]

    def rates(self):
        return f"{median(self.engine_rates):,.0f} requests/s, wrk {median(self.wrk_rates):,.0f}"


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
        costs = _Costs(setup, nginx.port)
        engine, reference = interleaved(
            lambda: costs.engine("native" if choice else None), costs.wrk, setup.pairs)
        note = "; ".join(filter(None, [costs.rates(), spread_note(engine=engine, wrk=reference)]))
        curl = costs.engine("libcurl") if choice else None
        calm, lone = costs.engine("native" if choice else None, CALM_RATE), costs.lone_wrk()
    yield Row(
        "polling client: CPU a request", "us", median(engine), median(reference), "us wrk",
        ratio_of_pairs(engine, reference), limit=1.3, note=note, values=engine, references=reference)
    yield Row(
        f"polling client: CPU a request at {CALM_RATE:,}/s", "us", calm, lone, "us wrk -c1", calm / lone)
    if choice:
        yield Row(
            "polling client through libcurl: CPU a request", "us", curl, median(reference), "us wrk",
            curl / median(reference), field=48, field_name="libcurl")
