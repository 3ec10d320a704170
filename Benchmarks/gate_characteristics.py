#!/usr/bin/env python3
"""How often is `bench gate` wrong, and how often does it find a slowdown? (docs/gate.md)

Four steps, each of which can be left out:

  simulate  gates of normal log-ratios, four independent metrics: what the rule itself does, on any machine
  bank      runs N pairs of trials of one build against itself and keeps their raw values
  resample  from the bank: permutes the labels within blocks for the false-alarm rate, and adds a slowdown
            numerically for the power
  live      real gates against the same build slowed down by gate-shim.so, which burns CPU in send

Decisions are bench's own (`bench gate --decide`). Prints a table and writes characteristics.json.
"""

import argparse
import json
import math
import os
import random
import subprocess
import sys

PRIMARY = "server.cpuMicrosecondsPerMessage"
METRICS = [PRIMARY, "updateLatency.p50", "traffic", "server.residentBytes"]
PAIRS_OF_A_GATE = 20
BLOCK = 2  # pairs: ABBA or BAAB
# Spread of trials and true change of the primary metric.
SIMULATED = [(0.03, 0), (0.05, 0), (0.1, 0), (0.2, 0), (0.02, 0.1), (0.03, 0.1), (0.05, 0.1), (0.1, 0.1), (0.03, 0.05)]
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class ProgramError(Exception):
    """Ends the program with a sentence."""


def interval(successes, tries, confidence=0.95):
    """Clopper and Pearson's interval of a probability, by halving the binomial tails."""
    tail = (1 - confidence) / 2

    def at_most(count, p):
        if p <= 0:
            return 1.0
        if p >= 1:
            return 1.0 if count >= tries else 0.0
        total = 0.0
        for k in range(count + 1):
            total += math.exp(math.lgamma(tries + 1) - math.lgamma(k + 1) - math.lgamma(tries - k + 1)
                              + k * math.log(p) + (tries - k) * math.log1p(-p))
        return min(1.0, total)

    def solve(is_low_enough):
        low, high = 0.0, 1.0
        for _ in range(50):
            middle = (low + high) / 2
            if is_low_enough(middle):
                low = middle
            else:
                high = middle
        return (low + high) / 2

    lower = 0.0 if successes == 0 else solve(lambda p: 1 - at_most(successes - 1, p) < tail)
    upper = 1.0 if successes == tries else solve(lambda p: at_most(successes, p) > tail)
    return lower, upper


def blocks_of(report):
    """The bank's pairs by block, each pair as {metric: (first trial, second trial)} in the order they ran."""
    pairs = []
    for pair in report["pairs"]:
        first, second = (pair["base"], pair["head"]) if pair["baseFirst"] else (pair["head"], pair["base"])
        pairs.append({name: (first["values"][name], second["values"][name]) for name in METRICS})
    usable = len(pairs) - len(pairs) % BLOCK
    return [pairs[place:place + BLOCK] for place in range(0, usable, BLOCK)]


def labelled(blocks, generator, slowdown=0.0, spread=None):
    """One gate from consecutive blocks: each reads ABBA or BAAB by a coin's toss.

    `slowdown` multiplies the primary metric of every trial that was labelled head. `spread` stretches the pairs'
    differences of the primary metric by a factor, to stand for a noisier machine.
    """
    gate = {name: [] for name in METRICS}
    for block in blocks:
        base_first = generator.random() < 0.5
        for place, pair in enumerate(block):
            for name in METRICS:
                first, second = pair[name]
                ratio = math.log(second / first) * (1 if base_first == (place == 0) else -1)
                if name == PRIMARY:
                    ratio = ratio * (spread or 1) + math.log1p(slowdown)
                gate[name].append(math.exp(ratio))
    return gate


def resampled(blocks, gates, generator, **how):
    """`gates` gates, each of a run of consecutive blocks, so that the machine's slow changes stay in."""
    size = PAIRS_OF_A_GATE // BLOCK
    if len(blocks) < size:
        raise ProgramError(f"the bank has {len(blocks) * BLOCK} pairs: a gate needs {PAIRS_OF_A_GATE}")
    starts = len(blocks) - size + 1
    result = []
    for _ in range(gates):
        start = generator.randrange(starts)
        result.append(labelled(blocks[start:start + size], generator, **how))
    return result


def simulated(gates, generator, spread, change):
    """`gates` gates of a machine whose trials spread by `spread` in every metric; a pair's ratio is of two trials."""
    deviation = math.sqrt(2) * spread

    def column(mean):
        return [math.exp(generator.gauss(mean, deviation)) for _ in range(PAIRS_OF_A_GATE)]

    return [{name: column(math.log1p(change) if name == PRIMARY else 0) for name in METRICS} for _ in range(gates)]


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


def spread_of(blocks):
    """How much trials of one build spread: the deviation of the pairs' log-ratios over sqrt 2."""
    logs = [math.log(pair[PRIMARY][1] / pair[PRIMARY][0]) for block in blocks for pair in block]
    mean = sum(logs) / len(logs)
    return math.sqrt(sum((value - mean) ** 2 for value in logs) / (len(logs) - 1) / 2)


def summary(name, verdicts, wanted):
    """A row: how many of the gates ended as `wanted`, its interval, and how many pairs they took."""
    count = sum(1 for verdict, _ in verdicts if verdict == wanted)
    low, high = interval(count, len(verdicts))
    outcomes = {kind: sum(1 for verdict, _ in verdicts if verdict == kind)
                for kind in ("regressed", "improved", "noDifference", "cannotTell")}
    return {"name": name, "gates": len(verdicts), "wanted": wanted, "count": count,
            "share": count / len(verdicts), "interval95": [low, high], "outcomes": outcomes,
            "meanPairs": sum(pairs for _, pairs in verdicts) / len(verdicts)}


def shown(row):
    low, high = row["interval95"]
    return (f"{row['name']:<52} {row['count']:>5} of {row['gates']:<5} {100 * row['share']:6.2f} % "
            f"({100 * low:.2f} to {100 * high:.2f})  mean pairs {row['meanPairs']:.1f}  {row['outcomes']}")


def run_bank(options, folder):
    target = os.path.join(folder, "bank")
    command = [options.bench, "gate", "--bank", str(options.pairs), options.scenario, "--output", target,
               "--seed", str(options.seed)]
    if options.server:
        command += ["--base", options.server]
    done = subprocess.run(command, check=False)
    if done.returncode not in (0, 3):
        raise ProgramError(f"banking ended with status {done.returncode}")
    return os.path.join(target, "gate.json")


def run_live(options, folder):
    """Real gates against a slowed-down server: (verdict, pairs) each."""
    server = options.server or os.path.join(os.path.dirname(os.path.abspath(options.bench)), "swarm-server")
    verdicts = []
    for number in range(options.live):
        target = os.path.join(folder, f"live-{number + 1:02}")
        command = [options.bench, "gate", "--base", server, "--head", server, options.scenario,
                   "--head-env", f"LD_PRELOAD={os.path.abspath(options.shim)}",
                   "--head-env", f"GATE_SHIM_BURN={options.slowdown}",
                   "--seed", str(options.seed + number), "--output", target, "--quiet"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        path = os.path.join(target, "gate.json")
        if done.returncode not in (0, 3, 99) or not os.path.exists(path):
            raise ProgramError(f"live gate {number + 1} ended with {done.returncode}: {done.stderr.strip()}")
        with open(path, encoding="utf-8") as file:
            report = json.load(file)
        primary = next(metric for metric in report["metrics"] if metric["name"] == PRIMARY)
        verdicts.append((report["verdict"], len(report["pairs"])))
        change = primary["change"]
        print(f"live gate {number + 1}: {report['verdict']} after {len(report['pairs'])} pairs, CPU per message "
              f"{'-' if change is None else f'{100 * change:+.1f} %'}, {report['seconds']:.0f} s", flush=True)
    return verdicts


def run(options):
    folder = os.path.abspath(options.output)
    os.makedirs(folder, exist_ok=True)
    rows = []
    document = {"slowdown": options.slowdown, "rows": rows}
    for spread, change in SIMULATED if options.simulate else []:
        # Each row by its own seed: one can be made again without the others.
        made = simulated(options.simulate, random.Random(f"{options.seed} {spread} {change}"), spread, change)
        name = f"simulated, spread {100 * spread:g} %, change {100 * change:+g} %" if change else \
            f"simulated, spread {100 * spread:g} %, no change"
        rows.append(summary(name, decided(options.bench, made, folder), "regressed"))
    bank = options.bank or (run_bank(options, folder) if options.pairs else None)
    if bank:
        with open(bank, encoding="utf-8") as file:
            blocks = blocks_of(json.load(file))
        spread = spread_of(blocks)
        document["bankedPairs"] = len(blocks) * BLOCK
        document["trialSpread"] = spread
        print(f"bank: {len(blocks) * BLOCK} pairs, trials of one build spread by {100 * spread:.2f} % in CPU per message")
        generator = random.Random(options.seed)
        alarms = decided(options.bench, resampled(blocks, options.gates, generator), folder)
        rows.append(summary("false alarms, labels permuted", alarms, "regressed"))
        found = decided(options.bench, resampled(blocks, options.gates, generator, slowdown=options.slowdown), folder)
        rows.append(summary(f"{100 * options.slowdown:g} % added", found, "regressed"))
        for noisy in (0.03, 0.05, 0.1):
            if spread >= noisy:
                continue
            found = decided(options.bench, resampled(blocks, options.gates, generator, slowdown=options.slowdown,
                                                     spread=noisy / spread), folder)
            rows.append(summary(f"{100 * options.slowdown:g} % added, differences stretched to {100 * noisy:g} %",
                                found, "regressed"))
            alarms = decided(options.bench, resampled(blocks, options.gates, generator, spread=noisy / spread), folder)
            rows.append(summary(f"false alarms, differences stretched to {100 * noisy:g} %", alarms, "regressed"))
    if options.live:
        rows.append(summary(f"live gates, {100 * options.slowdown:g} % burned in send",
                            run_live(options, folder), "regressed"))
    for row in rows:
        print(shown(row))
    with open(os.path.join(folder, "characteristics.json"), "w", encoding="utf-8") as file:
        json.dump(document, file, indent=2)
    print(f"written: {folder}/characteristics.json")


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
    parser.add_argument("--output", default=os.path.join(ROOT, "Reports/gates/characteristics"))
    options = parser.parse_args()
    try:
        run(options)
    except (ProgramError, OSError) as error:
        print(f"gate_characteristics: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
