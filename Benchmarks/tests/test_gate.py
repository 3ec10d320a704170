"""The arithmetic of gate_characteristics.py."""

import math
import random
import statistics
import unittest

import gate_characteristics as gate


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


if __name__ == "__main__":
    unittest.main()
