"""gate_characteristics.py: its arithmetic, and what it keeps."""

import json
import math
import os
import random
import statistics
import subprocess
import sys
import tempfile
import unittest

from gate import arithmetic as gate
from gate.arithmetic import METRICS
from gate.record import Record


class Intervals(unittest.TestCase):
    def test_clopper_and_pearson(self):
        for successes, tries, low, high in [(5, 10, 0.1871, 0.8129), (0, 20, 0, 0.1684), (20, 20, 0.8316, 1)]:
            own = gate.interval(successes, tries)
            self.assertAlmostEqual(own[0], low, places=4)
            self.assertAlmostEqual(own[1], high, places=4)


class Labels(unittest.TestCase):
    def pair(self, first, second):
        return {name: (first, second) for name in gate.METRICS}

    def test_blocks_read_abba_or_baab(self):
        # The first trial of a pair costs 1, the second 2: a ratio tells which of them was the head.
        blocks = [[self.pair(1, 2), self.pair(1, 2)]] * 50
        ratios = gate.labelled(blocks, random.Random(1))[gate.PRIMARY]
        orders = set()
        for place in range(0, len(ratios), 2):
            orders.add(tuple(round(ratio, 9) for ratio in ratios[place:place + 2]))
        self.assertEqual(orders, {(2, 0.5), (0.5, 2)})

    def test_a_slowdown_multiplies_the_head_of_the_primary_metric_alone(self):
        blocks = [[self.pair(1, 1), self.pair(1, 1)]] * 10
        made = gate.labelled(blocks, random.Random(1), slowdown=0.1)
        for ratio in made[gate.PRIMARY]:
            self.assertAlmostEqual(ratio, 1.1)
        self.assertEqual(set(made["traffic"]), {1})

    def test_the_order_of_trials_is_kept_when_a_bank_is_read(self):
        def trial(value):
            return {"values": {name: value for name in gate.METRICS}}
        report = {"pairs": [
            {"baseFirst": True, "base": trial(1), "head": trial(2)},
            {"baseFirst": False, "base": trial(4), "head": trial(3)},
            {"baseFirst": True, "base": trial(5), "head": trial(6)},
        ]}
        blocks = gate.blocks_of(report)
        self.assertEqual([[pair[gate.PRIMARY] for pair in block] for block in blocks], [[(1, 2), (3, 4)]])

    def test_simulated_pairs_spread_as_two_trials_and_only_the_primary_metric_changes(self):
        made = gate.simulated(500, random.Random(1), 0.05, 0.1)
        for name, change in [(gate.PRIMARY, 0.1), ("traffic", 0)]:
            logs = [math.log(ratio) for one in made for ratio in one[name]]
            self.assertEqual(len(logs), 500 * gate.PAIRS_OF_A_GATE)
            # 10,000 draws: five standard errors either way.
            self.assertAlmostEqual(statistics.mean(logs), math.log1p(change), delta=5 * 0.0707 / 100)
            self.assertAlmostEqual(statistics.stdev(logs), 0.05 * math.sqrt(2), delta=5 * 0.0707 / math.sqrt(20000))

    def test_a_small_bank_is_refused(self):
        with self.assertRaises(gate.ProgramError):
            gate.resampled([[self.pair(1, 1)] * 2] * 9, 5, random.Random(1))


FAKE_BENCH = '''
"""Stands in for bench: says of every gate that it regressed, and ends live ones as the file `plan` beside it says."""
import json, os, sys

def write(folder, pairs, verdict=None):
    os.makedirs(folder)
    trial = {"values": {name: 1.0 + 0.01 * (place % 3) for place, name in enumerate(METRICS)}}
    report = {"pairs": [{"baseFirst": True, "base": trial, "head": {"values": {
                  name: 1.0 + 0.01 * (number % 3) for name in METRICS}}} for number in range(pairs)],
              "metrics": [{"name": METRICS[0], "change": 0.1}], "verdict": verdict, "seconds": 9, "ended": None}
    with open(os.path.join(folder, "gate.json"), "w") as file:
        json.dump(report, file)

METRICS = @METRICS@
words = sys.argv[1:]
with open(__file__ + ".calls", "a") as file:
    file.write(words[1] + "\\n")
target = words[words.index("--output") + 1] if "--output" in words else None
if words[1] == "--decide":
    with open(words[2]) as file:
        print("\\n".join("regressed 9" for _ in file))
elif words[1] == "--bank":
    write(target, int(words[2]))
else:
    with open(__file__ + ".plan") as file:
        plan = file.read().split()
    with open(__file__ + ".plan", "w") as file:
        file.write(" ".join(plan[1:]))
    status = int(plan[0])
    if status in (0, 3, 99):
        write(target, 12, {0: "noDifference", 3: "cannotTell", 99: "regressed"}[status])
    else:
        print("bench: no space left", file=sys.stderr)
    sys.exit(status)
'''


class Sessions(unittest.TestCase):
    """gate_characteristics.py over a stand-in for bench."""

    def setUp(self):
        self.place = tempfile.TemporaryDirectory()
        self.addCleanup(self.place.cleanup)
        self.bench = os.path.join(self.place.name, "bench")
        with open(self.bench, "w", encoding="utf-8") as file:
            file.write(f"#!{sys.executable}\n" + FAKE_BENCH.replace("@METRICS@", repr(METRICS)))
        os.chmod(self.bench, 0o755)

    def start(self, *arguments, plan=""):
        """Runs the program; its exit code and what it printed."""
        with open(self.bench + ".plan", "w", encoding="utf-8") as file:
            file.write(plan)
        script = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "gate_characteristics.py")
        done = subprocess.run([sys.executable, script, "--bench", self.bench, "--shim", self.bench, "--gates", "30",
                               *arguments], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def document(self, folder="out"):
        with open(os.path.join(self.place.name, folder, "characteristics.json"), encoding="utf-8") as file:
            return json.load(file)

    def row(self, start, folder="out"):
        return next(row for row in self.document(folder)["rows"] if row["name"].startswith(start))

    def calls(self):
        with open(self.bench + ".calls", encoding="utf-8") as file:
            return file.read().split()

    def test_a_live_gate_that_ends_otherwise_is_counted_and_named_and_the_rest_goes_on(self):
        out = os.path.join(self.place.name, "out")
        code, text = self.start("--live", "4", "--output", out, plan="99 73 3 99")
        self.assertEqual(code, 0, text)
        row = self.row("live gates")
        self.assertEqual((row["count"], row["gates"]), (2, 4))
        self.assertEqual(row["outcomes"]["ended otherwise"], 1)
        self.assertEqual(row["meanPairs"], 12)
        self.assertIn("live gate 2: ended with status 73: bench: no space left", text)
        self.assertEqual([gate["verdict"] for gate in self.document()["live"]],
                         ["regressed", None, "cannotTell", "regressed"])

    def test_what_was_found_is_written_before_the_next_step_ends(self):
        out = os.path.join(self.place.name, "out")
        # The second live gate is interrupted.
        code, text = self.start("--pairs", "24", "--live", "3", "--output", out, plan="99 130")
        self.assertEqual(code, 130, text)
        self.assertEqual(self.row("false alarms, labels permuted")["gates"], 30)
        self.assertEqual(self.row("live gates")["gates"], 1)

    def test_live_gates_are_spread_over_sessions_and_the_bank_is_kept(self):
        out = os.path.join(self.place.name, "out")
        self.start("--pairs", "24", "--live", "1", "--output", out, plan="99")
        code, text = self.start("--pairs", "24", "--live", "3", "--resume", out, plan="99 0")
        self.assertEqual(code, 0, text)
        row = self.row("live gates")
        self.assertEqual((row["count"], row["gates"]), (2, 3))
        self.assertEqual([gate["number"] for gate in self.document()["live"]], [1, 2, 3])
        self.assertEqual(self.calls().count("--bank"), 1)
        # Each row of the first session was made once.
        self.assertEqual(len({row["name"] for row in self.document()["rows"]}), len(self.document()["rows"]))

    def test_other_settings_do_not_add_up(self):
        out = os.path.join(self.place.name, "out")
        self.start("--live", "1", "--output", out, plan="99")
        code, text = self.start("--live", "2", "--slowdown", "0.2", "--resume", out, plan="99")
        self.assertEqual(code, 1)
        self.assertIn("its slowdown is 0.1, not 0.2", text)
        self.assertEqual(self.row("live gates")["gates"], 1)

    def test_an_earlier_document_that_noted_less_is_gone_on_with(self):
        out = os.path.join(self.place.name, "out")
        os.makedirs(out)
        old = gate.summary("false alarms, labels permuted", [("noDifference", 12)] * 30, "regressed")
        with open(os.path.join(out, "characteristics.json"), "w", encoding="utf-8") as file:
            json.dump({"slowdown": 0.1, "rows": [old]}, file)
        code, text = self.start("--live", "1", "--resume", out, plan="99")
        self.assertEqual(code, 0, text)
        self.assertEqual(self.row("false alarms")["count"], 0)
        self.assertEqual(self.row("live gates")["count"], 1)

    def test_a_folder_with_results_is_not_written_over(self):
        out = os.path.join(self.place.name, "out")
        self.start("--live", "1", "--output", out, plan="99")
        code, text = self.start("--live", "1", "--output", out, plan="0")
        self.assertEqual(code, 1)
        self.assertIn("--resume", text)
        self.assertEqual(self.row("live gates")["count"], 1)

    def test_every_run_has_a_folder_of_its_own(self):
        first, second = (Record.new(None, self.place.name, {}) for _ in range(2))
        self.assertNotEqual(first.folder, second.folder)
        for record in (first, second):
            self.assertTrue(os.path.exists(os.path.join(record.folder, "characteristics.json")))

    def test_a_bank_that_is_too_small_leaves_the_live_gates_their_turn(self):
        out = os.path.join(self.place.name, "out")
        code, text = self.start("--pairs", "4", "--live", "1", "--output", out, plan="99")
        self.assertEqual(code, 1)
        self.assertIn("the bank has 4 pairs", text)
        self.assertEqual(self.row("live gates")["count"], 1)
        self.assertEqual(len(self.document()["problems"]), 1)


if __name__ == "__main__":
    unittest.main()
