"""The arithmetic of gate_characteristics.py: gates made from banked or drawn pairs, and what became of them."""

import math

PRIMARY = "server.cpuMicrosecondsPerMessage"
METRICS = [PRIMARY, "updateLatency.p50", "traffic", "server.residentBytes"]
PAIRS_OF_A_GATE = 20
BLOCK = 2  # pairs: ABBA or BAAB


class ProgramError(Exception):
    """Ends a step with a sentence."""


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


def spread_of(blocks):
    """How much trials of one build spread: the deviation of the pairs' log-ratios over sqrt 2."""
    logs = [math.log(pair[PRIMARY][1] / pair[PRIMARY][0]) for block in blocks for pair in block]
    mean = sum(logs) / len(logs)
    return math.sqrt(sum((value - mean) ** 2 for value in logs) / (len(logs) - 1) / 2)


def summary(name, verdicts, wanted):
    """A row: how many of the gates ended as `wanted`, its interval, and how many pairs the decided ones took.

    A gate that ended otherwise (its verdict is None) is one that did not end as wanted.
    """
    count = sum(1 for verdict, _ in verdicts if verdict == wanted)
    low, high = interval(count, len(verdicts))
    outcomes = {kind: sum(1 for verdict, _ in verdicts if verdict == kind)
                for kind in ("regressed", "improved", "noDifference", "cannotTell")}
    otherwise = sum(1 for verdict, _ in verdicts if verdict is None)
    if otherwise:
        outcomes["ended otherwise"] = otherwise
    pairs = [pairs for verdict, pairs in verdicts if verdict is not None]
    return {"name": name, "gates": len(verdicts), "wanted": wanted, "count": count,
            "share": count / len(verdicts), "interval95": [low, high], "outcomes": outcomes,
            "meanPairs": sum(pairs) / len(pairs) if pairs else None}


def shown(row):
    low, high = row["interval95"]
    pairs = "-" if row["meanPairs"] is None else f"{row['meanPairs']:.1f}"
    return (f"{row['name']:<52} {row['count']:>5} of {row['gates']:<5} {100 * row['share']:6.2f} % "
            f"({100 * low:.2f} to {100 * high:.2f})  mean pairs {pairs}  {row['outcomes']}")
