#!/usr/bin/env python3
"""`make bench-checks`: what bench reports, checked against instruments of other kinds.

Server CPU against a SCHED_IDLE thread on the server's core, wire bytes against a packet capture, mean delivery against
its closed form. Prints a table and writes checks.json. Exit codes as bench_engine.py's.
"""

import argparse
import os
import sys

from checks import fan_out_formula, server_cpu, wire
from engine.session import Session, add_common_arguments, run_as_program

CHECKS = {"server-cpu": server_cpu.check, "wire": wire.check, "fan-out": fan_out_formula.check}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_common_arguments(parser, CHECKS, os.path.join("Reports", "checks"))
    return Session(parser.parse_args(), CHECKS, "checks.json").run()


if __name__ == "__main__":
    sys.exit(run_as_program(main))
