#!/usr/bin/env python3
"""`make bench-engine`: what the load engine and the server cost, beside programs that do nothing else.

Every comparison is a ratio within one run, its sides measured in turn. Prints a table and writes engine.json.
Exit codes: 0 all limits held, 99 a limit was missed or a figure could not be measured, 64 usage, 73 the results cannot
be written, 130 interrupted (what was measured until then is written).
"""

import argparse
import os
import sys

from engine import api, fan_out, memory, poll_client, push_client
from engine.session import Session, add_common_arguments, run_as_program

BENCHMARKS = {
    "push-cpu": push_client.cpu,
    "push-calls": push_client.system_calls,
    "push-allocations": push_client.allocations,
    "push-memory": push_client.memory,
    "poll-cpu": poll_client.cpu,
    "fan-out": fan_out.cpu,
    "saturated": fan_out.saturated,
    "connections": fan_out.connections,
    "server-memory": memory.connections,
    "emitters": fan_out.emitters,
    "api": api.cpu,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_common_arguments(parser, BENCHMARKS, os.path.join("Reports", "engine"))
    return Session(parser.parse_args(), BENCHMARKS, "engine.json").run()


if __name__ == "__main__":
    sys.exit(run_as_program(main))
