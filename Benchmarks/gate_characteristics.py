#!/usr/bin/env python3
"""How often is `bench gate` wrong, and how often does it find a slowdown? (docs/gate.md)

Four steps, each of which can be left out:

  simulate  gates of normal log-ratios, four independent metrics: what the rule itself does, on any machine
  bank      runs N pairs of trials of one build against itself and keeps their raw values
  resample  from the bank: permutes the labels within blocks for the false-alarm rate, and adds a slowdown
            numerically for the power
  live      real gates against the same build slowed down by gate-shim.so, which burns CPU in send

Decisions are bench's own (`bench gate --decide`). Prints a table; characteristics.json is written after every step and every
live gate, and --resume FOLDER goes on where an earlier run ended, so that live gates can be spread over sessions.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys

from engine.session import run_as_program
from gate.arithmetic import (BLOCK, METRICS, PRIMARY, ProgramError, blocks_of, resampled, shown, simulated, spread_of,
                             summary)
from gate.record import Record, RecordError

# Spread of trials and true change of the primary metric.
SIMULATED = [(0.03, 0), (0.05, 0), (0.1, 0), (0.2, 0), (0.02, 0.1), (0.03, 0.1), (0.05, 0.1), (0.1, 0.1), (0.03, 0.05)]
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def decided(bench, gates, folder):
    """bench's own verdicts on the gates: a list of (verdict, pairs)."""
    path = os.path.join(folder, "gates.jsonl")
    with open(path, "w", encoding="utf-8") as file:
        for gate in gates:
            file.write(json.dumps({name: [round(ratio, 8) for ratio in gate[name]] for name in METRICS}) + "\n")
    done = subprocess.run([bench, "gate", "--decide", path], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise ProgramError(f"bench gate --decide ended with {done.returncode}: {done.stderr.strip()}")
    os.remove(path)
    return [(line.split()[0], int(line.split()[1])) for line in done.stdout.splitlines() if line]


def call(command, capture):
    """Runs a program; its status and what it said of errors. It is ended in order, so that it ends its server."""
    pipe = subprocess.PIPE if capture else None
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True) as program:
        try:
            errors = program.communicate()[1]
        except KeyboardInterrupt:
            # The terminal's Ctrl-C reached it, too; a second signal would end it at once.
            try:
                program.communicate(timeout=5)
            except subprocess.TimeoutExpired:
                program.send_signal(signal.SIGINT)
                program.communicate()
            raise
    if program.returncode in (130, -signal.SIGINT):
        raise KeyboardInterrupt
    return program.returncode, (errors or "").strip()


def pairs_in(path):
    """How many pairs a gate.json has; 0 of what is none."""
    try:
        with open(path, encoding="utf-8") as file:
            return len(json.load(file)["pairs"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0


def bank_of(options, record):
    """The gate.json of banked pairs: the one told, one that an earlier session measured, or a new one. None without."""
    if options.bank or not options.pairs:
        return options.bank
    for name in sorted(os.listdir(record.folder)):
        path = os.path.join(record.folder, name, "gate.json")
        if name.startswith("bank") and pairs_in(path) >= options.pairs:
            return path
    target = record.free_folder("bank")
    command = [options.bench, "gate", "--bank", str(options.pairs), options.scenario, "--output", target,
               "--seed", str(options.seed)]
    if options.server:
        command += ["--base", options.server]
    status, _ = call(command, capture=False)
    if status not in (0, 3):
        raise ProgramError(f"banking ended with status {status}")
    return os.path.join(target, "gate.json")


def live_gate(options, record, number):
    """A real gate against a slowed-down server, as characteristics.json keeps it."""
    server = options.server or os.path.join(os.path.dirname(os.path.abspath(options.bench)), "swarm-server")
    target = record.free_folder(f"live-{number:02}")
    status, errors = call(
        [options.bench, "gate", "--base", server, "--head", server, options.scenario,
         "--head-env", f"LD_PRELOAD={os.path.abspath(options.shim)}",
         "--head-env", f"GATE_SHIM_BURN={options.slowdown}",
         "--seed", str(options.seed + number - 1), "--output", target, "--quiet", "--no-history"], capture=True)
    gate = {"number": number, "folder": os.path.basename(target), "status": status, "verdict": None, "pairs": 0,
            "change": None, "seconds": None, "reason": None}
    try:
        with open(os.path.join(target, "gate.json"), encoding="utf-8") as file:
            report = json.load(file)
        primary = next(metric for metric in report["metrics"] if metric["name"] == PRIMARY)
        gate.update(pairs=len(report["pairs"]), change=primary["change"], seconds=report["seconds"],
                    reason=report.get("ended"))
        if status in (0, 3, 99):
            gate["verdict"] = report["verdict"]
    except (OSError, ValueError, KeyError, StopIteration):
        pass
    if gate["verdict"] is None:
        gate["reason"] = errors.splitlines()[-1] if errors else "it said nothing"
    return gate


def shown_gate(gate):
    if gate["verdict"] is None:
        return f"live gate {gate['number']}: ended with status {gate['status']}: {gate['reason']}"
    change = "-" if gate["change"] is None else f"{100 * gate['change']:+.1f} %"
    return (f"live gate {gate['number']}: {gate['verdict']} after {gate['pairs']} pairs, CPU per message {change}, "
            f"{gate['seconds']:.0f} s" + (f" ({gate['reason']})" if gate["reason"] else ""))


def run_live(options, record):
    """Live gates until there are as many as were asked for, those of earlier sessions included."""
    gates = record.document["live"]
    while len(gates) < options.live:
        gate = live_gate(options, record, len(gates) + 1)
        gates.append(gate)
        print(shown_gate(gate), flush=True)
        row = summary(f"live gates, {100 * options.slowdown:g} % burned in send",
                      [(gate["verdict"], gate["pairs"]) for gate in gates], "regressed")
        record.put({**row, "step": "live"})


def run_simulated(options, record):
    for spread, change in SIMULATED if options.simulate else []:
        name = f"simulated, spread {100 * spread:g} %, change {100 * change:+g} %" if change else \
            f"simulated, spread {100 * spread:g} %, no change"
        if not record.has(name, options.simulate):
            # Each row by its own seed: one can be made again without the others.
            made = simulated(options.simulate, random.Random(f"{options.seed} {spread} {change}"), spread, change)
            row = summary(name, decided(options.bench, made, record.folder), "regressed")
            record.put({**row, "step": "simulate"})


def run_resampled(options, record):
    bank = bank_of(options, record)
    if not bank:
        return
    bank = os.path.abspath(bank)
    if record.document.get("bank") != bank:
        record.drop("resample")
    with open(bank, encoding="utf-8") as file:
        blocks = blocks_of(json.load(file))
    if not blocks:
        raise ProgramError(f"{bank} has no block of pairs")
    spread = spread_of(blocks)
    record.note(bank=bank, bankedPairs=len(blocks) * BLOCK, trialSpread=spread)
    print(f"bank: {len(blocks) * BLOCK} pairs, trials of one build spread by {100 * spread:.2f} % in CPU per message")
    added = f"{100 * options.slowdown:g} % added"
    rows = [("false alarms, labels permuted", {}), (added, {"slowdown": options.slowdown})]
    for noisy in (noisy for noisy in (0.03, 0.05, 0.1) if spread < noisy):
        stretched = f"differences stretched to {100 * noisy:g} %"
        rows += [(f"{added}, {stretched}", {"slowdown": options.slowdown, "spread": noisy / spread}),
                 (f"false alarms, {stretched}", {"spread": noisy / spread})]
    for name, how in rows:
        if not record.has(name, options.gates):
            made = resampled(blocks, options.gates, random.Random(f"{options.seed} {name}"), **how)
            row = summary(name, decided(options.bench, made, record.folder), "regressed")
            record.put({**row, "step": "resample"})


def check(options):
    """What would fail in every step is told before the first."""
    for path in [options.bench] + ([options.shim] if options.live else []):
        if not os.path.exists(path):
            raise ProgramError(f"{path} is not there: `make build` and `make -C Benchmarks/C` make bench and the shim")


def run(options):
    """All steps; whether each went well. One that does not leaves the others their turn."""
    check(options)
    settings = {"slowdown": options.slowdown, "seed": options.seed,
                "scenario": os.path.relpath(os.path.abspath(options.scenario), ROOT)}
    record = Record.resumed(options.resume, settings) if options.resume else \
        Record.new(options.output, os.path.join(ROOT, "Reports/gates"), settings)
    for step in (run_simulated, run_resampled, run_live):
        try:
            step(options, record)
        except ProgramError as error:
            record.problem(str(error))
            print(f"gate_characteristics: {error}", file=sys.stderr, flush=True)
    for row in record.document["rows"]:
        print(shown(row))
    print(f"written: {record.folder}/{Record.FILE}")
    return not record.document["problems"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", default=os.path.join(ROOT, ".build/release/bench"))
    parser.add_argument("--server", help="the build; the swarm-server beside bench unless told")
    parser.add_argument("--scenario", default=os.path.join(ROOT, "scenarios/gate.yaml"))
    parser.add_argument("--simulate", type=int, default=0, help="simulated gates of each kind; 0 simulates none")
    parser.add_argument("--pairs", type=int, default=0, help="pairs to bank; 0 banks none")
    parser.add_argument("--bank", help="a bank's gate.json of an earlier run")
    parser.add_argument("--gates", type=int, default=5000, help="resampled gates of each kind")
    parser.add_argument("--live", type=int, default=0, help="real gates against the slowed-down server")
    parser.add_argument("--slowdown", type=float, default=0.1)
    parser.add_argument("--shim", default=os.path.join(ROOT, ".build/benchmarks/gate-shim.so"))
    parser.add_argument("--seed", type=int, default=1)
    place = parser.add_mutually_exclusive_group()
    place.add_argument("--output", help="folder of the results; Reports/gates/<time>-characteristics unless told")
    place.add_argument("--resume", metavar="FOLDER",
                       help="goes on in the folder of an earlier run: what is there is kept, what is missing is made")
    try:
        return 0 if run(parser.parse_args()) else 1
    except (ProgramError, RecordError, OSError) as error:
        print(f"gate_characteristics: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("gate_characteristics: interrupted; --resume FOLDER goes on", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(run_as_program(main))
