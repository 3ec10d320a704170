#!/usr/bin/env python3
"""Is saturation always caught, and nothing else?

Runs bench forty times for a few seconds each, in random order: twenty times left alone, and twenty times
starved, by busy loops on the generator's or the server's CPU, by a stop of a second, by more than one core
can do. Every starved run has to be called invalid for the right reason, no healthy one may be. Prints each
run and a table of confusion, and ends with 99 when a run was called wrongly.
"""

import argparse
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

# Busy for a share of every tenth of a second; ahead of everybody else where the system allows, so that the
# share is really gone. The priority is bench's own (0: none).
HOG = """
import os, sys, time
share, priority = float(sys.argv[1]), int(sys.argv[2])
try:
    if share < 1:
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(priority + 10))
    elif priority > 0:
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(priority))
except PermissionError:
    share = 1
# Says that it runs, and does not outlive who started it.
print(flush=True)
parent = os.getppid()
while os.getppid() == parent:
    end = time.monotonic() + 0.1 * share
    while time.monotonic() < end:
        pass
    if share < 1:
        time.sleep(0.1 * (1 - share))
"""

# What a report has to say, by the kind of starvation: any of the parts, in any reason.
RIGHT = {
    "loops on the generator's CPU": [
        "its loop waited for its CPU", "it read messages", "it stood still", "it acted", "busiest loop",
        "scheduled actions did not happen", "unread"],
    "generator stopped for a second": ["it stood still for"],
    "too much for one core": [
        "scheduled actions did not happen", "busiest loop", "it acted", "it read messages", "it stood still",
        "unread", "clients connected", "never joined"],
    "loops on the server's CPU": [
        "the server waited for its CPU", "the server stood still", "the server is too slow",
        "the server did not listen"],
}

SCENARIO = """
name: saturation
clients: {clients}
arms:
{arms}
load:
  tasks-per-second: {rate}
phases:
  warm-up: 1s
  steady: 4s
blocks: 1
"""

PUSH = "  - {name: push, transport: websocket}"
POLLING = "  - {{name: polling, transport: interval-polling, interval: {interval}}}"


#: Seconds after which a run is ended.
LONGEST = 420


def plan(generator, count):
    """`count` starved runs and as many healthy ones, in random order."""
    kinds = (
        ["loops on the generator's CPU"] * 8 + ["generator stopped for a second"] * 5
        + ["too much for one core"] * 4 + ["loops on the server's CPU"] * 3)
    starved = [kinds[i * len(kinds) // count] for i in range(count)]
    runs = starved + [None] * count
    generator.shuffle(runs)
    return runs


def scenario(kind, generator):
    polls = generator.random() < 0.5
    if kind == "too much for one core":
        arms = POLLING.format(interval="50ms")
        clients = generator.randrange(4000, 5200)
    else:
        arms = POLLING.format(interval=generator.choice(["500ms", "1s"])) if polls else PUSH
        clients = generator.randrange(100, 201)
    rate = generator.choice([20, 40, 60])
    return SCENARIO.format(clients=clients, arms=arms, rate=rate), ("polling" if "interval" in arms else "push")


def priority(options):
    return 10 if options.realtime else 0


def start_hogs(cpu, generator, options):
    """Several equals that want the CPU all the time, or one that takes its share first."""
    count, share = generator.choice([(4, 1), (8, 1), (1, 0.3), (1, 0.5), (1, 0.7), (1, 0.9)])
    command = ["taskset", "--cpu-list", str(cpu), sys.executable, "-c", HOG, str(share), str(priority(options))]
    detail = f"{count} of them" if share == 1 else f"a share of {share:.0%}"
    hogs = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(count)]
    # They start slowly where others run already; bench starts when all of them want the CPU.
    for hog in hogs:
        hog.stdout.readline()
    return hogs, detail


def stop(processes):
    for process in processes:
        process.kill()
    for process in processes:
        process.wait()


def pause_bench(bench, output, generator):
    """Stops bench for a second in the steady state of the trial that counts."""
    deadline = time.monotonic() + 60
    # The raw data of the discarded first trial: the next one starts now.
    while not list(output.glob("trials/*")) and time.monotonic() < deadline and bench.poll() is None:
        time.sleep(0.02)
    time.sleep(generator.uniform(2.2, 3.2))
    if bench.poll() is not None:
        return
    os.kill(bench.pid, signal.SIGSTOP)
    time.sleep(1)
    os.kill(bench.pid, signal.SIGCONT)


def run(options, kind, generator, cpus, folder):
    text, arm = scenario(kind, generator)
    file = folder / "scenario.yaml"
    file.write_text(text)
    output = folder / "run"
    hogs, detail, bench = [], "", None
    if kind == "loops on the generator's CPU":
        hogs, detail = start_hogs(cpus[-1], generator, options)
    elif kind == "loops on the server's CPU":
        hogs, detail = start_hogs(cpus[0], generator, options)
    try:
        command = [options.bench, "run", str(file), "--output", str(output), "--quiet", "--no-history"]
        if options.server:
            command += ["--server", options.server]
        if options.realtime:
            command = ["chrt", "--rr", str(priority(options))] + command
        bench = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if kind == "generator stopped for a second":
            pause_bench(bench, output, generator)
        try:
            errors = bench.communicate(timeout=LONGEST)[1]
        except subprocess.TimeoutExpired:
            bench.kill()
            errors = bench.communicate()[1] + f"\nended after {LONGEST} s"
    finally:
        stop(hogs)
        if bench is not None and bench.poll() is None:
            # Whatever interrupted this may have done so while it was stopped. Its servers end with it.
            os.kill(bench.pid, signal.SIGCONT)
            stop([bench])
    report = output / "report.json"
    document = json.loads(report.read_text()) if report.exists() else {}
    clients = text.split("clients: ")[1].split()[0]
    return {
        "kind": kind, "arm": arm, "clients": int(clients), "detail": detail, "exit": bench.returncode,
        "verdict": document.get("verdict"), "reasons": document.get("reasons", []), "errors": errors.strip(),
        "generator": [
            trial["figures"]["generator"] for cell in document.get("cells", []) for trial in cell["trials"]
            if not trial.get("discarded")],
    }


def is_right(result):
    """A starved run is invalid with one of its kind's reasons; a healthy one has a verdict that is not that.

    A bench that could not run at all (64, 70, a signal) called nothing rightly.
    """
    if result["kind"] is None:
        return result["exit"] in (0, 99)
    said = " | ".join(result["reasons"] + [result["errors"]])
    return result["exit"] == 3 and any(part in said for part in RIGHT[result["kind"]])


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--bench", default=str(root / ".build/release/bench"))
    parser.add_argument("--server", help="command of the server; the swarm-server beside bench unless told")
    parser.add_argument("--runs", type=int, default=20, help="starved runs, and as many healthy ones")
    parser.add_argument("--seed", type=int, help="repeats a session; drawn unless told")
    parser.add_argument("--realtime", action="store_true", help="(root) bench, server and loops run ahead of the "
                        "machine's other programs: for a machine that does other work as well")
    parser.add_argument("--json", help="file for every run's result")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    cpus = sorted(os.sched_getaffinity(0))
    if len(cpus) < 2:
        sys.exit("saturation: bench and the server need a CPU each; this machine has one")
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(1 << 32)
    generator = random.Random(seed)
    print(f"seed {seed}; generator on CPU {cpus[-1]}, server on CPU {cpus[0]}; load {os.getloadavg()[0]:.1f}")
    results = []
    runs = plan(generator, options.runs)
    for number, kind in enumerate(runs, 1):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="saturation-"))
        try:
            result = run(options, kind, generator, cpus, folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        result["right"] = is_right(result)
        results.append(result)
        if options.json:
            pathlib.Path(options.json).write_text(json.dumps({"seed": seed, "runs": results}, indent=1) + "\n")
        name = f"{kind or 'healthy'}{', ' + result['detail'] if result['detail'] else ''}"
        print(f"{number:2} of {len(runs)}  {'ok   ' if result['right'] else 'WRONG'}  exit {result['exit']:3}  "
              f"{name} ({result['arm']}, {result['clients']} clients)", flush=True)
        for reason in result["reasons"]:
            print(f"      {reason}", flush=True)
        if result["exit"] not in (0, 3, 99) and result["errors"]:
            print(f"      {result['errors']}", flush=True)
    print()
    print(f"{'':34}{'called invalid':>16}{'for its reason':>16}{'called valid':>14}")
    for kind in [None] + list(RIGHT):
        of_kind = [result for result in results if result["kind"] == kind]
        invalid = [result for result in of_kind if result["exit"] == 3]
        right = "" if kind is None else sum(result["right"] for result in invalid)
        print(f"{kind or 'healthy':34}{len(invalid):16}{right:>16}{len(of_kind) - len(invalid):14}")
    wrong = sum(not result["right"] for result in results)
    print(f"\n{'PASS' if wrong == 0 else 'FAIL'}: {len(results) - wrong} of {len(results)} runs were called rightly")
    sys.exit(0 if wrong == 0 else 99)


if __name__ == "__main__":
    main()
