"""Two things measured in turn, so that what changes on the machine meanwhile changes both."""

from statistics import median

#: Repetitions that differ by more than this share of their median are worth a note.
WIDE = 0.10


def interleaved(ours, reference, pairs):
    """Calls both `pairs` times in the order A B, B A, A B, ...; two lists of results, pair by pair."""
    ours_results, reference_results = [], []
    for pair in range(pairs):
        steps = [(ours, ours_results), (reference, reference_results)]
        for measure, results in steps if pair % 2 == 0 else reversed(steps):
            results.append(measure())
    return ours_results, reference_results


def ratio_of_pairs(ours, reference):
    """The median of the ratios of neighbours."""
    return median(a / b for a, b in zip(ours, reference))


def interval_of_median(values):
    """The 95 % interval of a median: the order statistics between which it lies (binomial, 1/2), all of them for few."""
    ordered, below = sorted(values), 0
    probability = chance = 0.5 ** len(ordered)
    while probability <= 0.025 and below < (len(ordered) - 1) // 2:
        below += 1
        chance *= (len(ordered) - below + 1) / below
        probability += chance
    below = max(0, below - 1)
    return ordered[below], ordered[len(ordered) - 1 - below]


def interval_note(ratios, limit):
    """The interval of the ratios' median, and that the limit lies within it where it does."""
    low, high = interval_of_median(ratios)
    within = f", so that it can be on either side of {limit}: more --pairs tell" if low <= limit <= high else ""
    return f"ratio {low:.3f} to {high:.3f} (95 %){within}"


def spread(values):
    """Largest minus smallest over the median; 0 for one value."""
    middle = median(values)
    return (max(values) - min(values)) / middle if middle else 0.0


def spread_note(**series):
    """Names the series whose repetitions differ too much to be called steady; empty when none does."""
    wide = [f"{name} {spread(values):.0%}" for name, values in series.items() if spread(values) > WIDE]
    return f"repetitions spread: {', '.join(wide)}" if wide else ""
