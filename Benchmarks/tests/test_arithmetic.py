"""The arithmetic of bench_engine.py and bench_checks.py.

python3 -m unittest discover -s Benchmarks/tests -t Benchmarks
"""

import unittest

from checks import bench_run, fan_out_formula, server_cpu, switch_trace, wire
from engine import memory, repeat
from engine.row import Row, shown


class Repeating(unittest.TestCase):
    def test_sides_take_turns_in_going_first(self):
        order = []
        ours, theirs = repeat.interleaved(lambda: order.append("A") or 1, lambda: order.append("B") or 2, 3)
        self.assertEqual("".join(order), "ABBAAB")
        self.assertEqual((ours, theirs), ([1, 1, 1], [2, 2, 2]))

    def test_the_ratio_is_that_of_neighbours(self):
        # A machine that slows down tenfold in the second pair changes both sides.
        self.assertAlmostEqual(repeat.ratio_of_pairs([2, 20, 3], [1, 10, 1]), 2)

    def test_the_interval_of_a_median_is_between_order_statistics(self):
        # Tables of the sign test: the 2nd and the 8th of 9 (96 %), the 6th and the 15th of 20 (96 %), all of 5.
        for count, low, high in [(9, 2, 8), (20, 6, 15), (5, 1, 5), (1, 1, 1)]:
            self.assertEqual(repeat.interval_of_median(list(range(count, 0, -1))), (low, high))

    def test_a_slope_is_that_of_the_line(self):
        self.assertAlmostEqual(memory.slope([(2, 17), (6, 37), (10, 57)]), 5)
        self.assertAlmostEqual(memory.slope([(0, 0), (1, 3), (2, 3)]), 1.5)

    def test_wide_repetitions_are_named(self):
        self.assertEqual(repeat.spread_note(a=[10, 10.5], b=[5, 5]), "")
        self.assertEqual(repeat.spread_note(a=[10, 15, 20], b=[5, 5]), "repetitions spread: a 67%")


class Judging(unittest.TestCase):
    def test_a_limit_binds_the_ratio_or_the_value_from_above_or_below(self):
        for row, expected in [
            (Row("r", "us", 5, ratio=1.1, limit=1.1), True),
            (Row("r", "us", 1, ratio=1.11, limit=1.1), False),
            (Row("r", "B", 2048, ratio=50, limit=2048, limit_on="value"), True),
            (Row("r", "B", 2049, limit=2048, limit_on="value"), False),
            (Row("r", "/s", 100_000, limit=100_000, limit_on="value", at_least=True), True),
            (Row("r", "/s", 99_999, limit=100_000, limit_on="value", at_least=True), False),
            (Row("r", "us", 5, ratio=9), None),
            (Row("r", "us", 5, demanded=True), True),
            (Row("r", "us", limit=1.1), False),
            (Row("r", "us", 5, ratio=1, limit=1.1, unmeasured="no strace"), False),
            (Row("r", "us", 5, ratio=1, limit=1.1, broken="1 lost"), False),
        ]:
            self.assertIs(row.passed, expected, row)

    def test_figures_keep_three_digits(self):
        for number, text in [(1234567.8, "1,234,568"), (123.4, "123"), (12.34, "12.3"), (1.234, "1.23"), (0, "0.00"),
                             (0.0012, "0.0012"), (None, "-")]:
            self.assertEqual(shown(number), text)


class Checking(unittest.TestCase):
    def test_the_closed_form_of_fan_out(self):
        # S = 4.4 ms, rho = 0.22: 0.22 x 4.4 / (2 x 0.78) + 501 x 0.0088 / 2 ms.
        expected, utilisation = fan_out_formula.predicted(500, 50, 8.8e-6)
        self.assertAlmostEqual(utilisation, 0.22)
        self.assertAlmostEqual(expected * 1e3, 0.6205 + 2.2044, places=3)
        self.assertIsNone(fan_out_formula.predicted(500, 300, 8.8e-6)[0])

    def test_wire_bytes_count_headers_of_every_segment(self):
        trial = bench_run.Trial("001-push@10", "push", 10, 20, 30, [], {})
        packets = [
            (9, 5000, 80, 100), (9, 5001, 80, 100),  # opened before the load
            (19.9, 80, 5000, 1), (30, 80, 5000, 1),  # outside of the steady state
            (20, 80, 5000, 1448), (21, 80, 5000, 1449), (22, 5000, 80, 0),
            (25, 5001, 80, 7),
            (25, 5002, 80, 1000),  # opened later: it submits tasks
        ]
        self.assertEqual(wire._connections(trial, packets, {80}), {
            (5000, 80): 1448 + 52 + 1449 + 104 + 52, (5001, 80): 7 + 52})

    def test_growth_between_instants_is_interpolated(self):
        samples = [(0, 0.0), (1, 10.0), (2, 30.0)]
        self.assertAlmostEqual(server_cpu._between(samples, 1, 0.5, 1.5), 15)

    def test_others_are_who_else_ran(self):
        switches = [(0, 7), (2, 1), (3, 8), (5, 0), (9, 8)]
        # From 1 to 10 tasks 7 (1 s) and 8 (2 s and 1 s) ran besides 1 and 0.
        self.assertAlmostEqual(switch_trace.share_of_others(switches, {0, 1}, 1, 10), 4 / 9)


if __name__ == "__main__":
    unittest.main()
