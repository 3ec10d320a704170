"""What GET /api/swarm costs the server, beside nginx that serves the same bytes."""

import urllib.request
from statistics import median

from .programs import Program
from .repeat import interleaved, ratio_of_pairs, spread_note
from .row import Row
from .web import Nginx, wrk

CONNECTIONS = 100


def cpu(setup):
    """CPU a request of the serving process, wrk asking as fast as it is answered."""
    command = [setup.swift("swarm-server"), "--port", 0, "--event-loops", 1, "--log-level", "error"]
    with Program(command, setup.server_cpu) as server:
        port = server.port()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/swarm", timeout=10) as answer:
            body = answer.read()
        with Nginx(body, setup.server_cpu) as nginx:
            def cost(program, port):
                def measure():
                    before = program.cpu_seconds()
                    requests, _ = wrk(port, CONNECTIONS, setup.seconds, setup.client_cpu)
                    return (program.cpu_seconds() - before) * 1e6 / requests
                return measure
            ours, theirs = interleaved(cost(server, port), cost(nginx.program, nginx.port), setup.pairs)
    note = f"{len(body)} bytes"
    yield Row(
        "GET /api/swarm: server CPU a request", "us", median(ours), median(theirs), "us nginx",
        ratio_of_pairs(ours, theirs), limit=2, field=15.5, field_name="nginx",
        note="; ".join(filter(None, [note, spread_note(server=ours, nginx=theirs)])), values=ours, references=theirs)
