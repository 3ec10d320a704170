"""A row of the table, and of engine.json."""

from dataclasses import dataclass, field as made_by
from typing import Optional


@dataclass
class Row:
    """One figure beside what it is compared with.

    `limit` bounds the ratio when there is a reference, else the value; `at_least` turns it round.
    """

    name: str
    unit: str
    value: Optional[float] = None
    reference: Optional[float] = None
    reference_name: str = ""
    ratio: Optional[float] = None
    limit: Optional[float] = None
    limit_on: str = "ratio"
    at_least: bool = False
    #: What other programs needed for it on another machine (docs/benchmarks.md), and which.
    field: Optional[float] = None
    field_name: str = ""
    note: str = ""
    #: The single measurements the value and the reference are medians of.
    values: list = made_by(default_factory=list)
    references: list = made_by(default_factory=list)
    #: Something is demanded besides `limit`; `broken` says when it does not hold.
    demanded: bool = False
    #: Why there is no figure.
    unmeasured: str = ""
    #: A condition besides the limit that does not hold, for instance messages that were lost.
    broken: str = ""

    @property
    def passed(self):
        """None when nothing is demanded of the row."""
        if self.unmeasured or self.broken:
            return False
        if self.limit is None:
            return True if self.demanded else None
        measured = self.ratio if self.limit_on == "ratio" else self.value
        if measured is None:
            return False
        return measured >= self.limit if self.at_least else measured <= self.limit

    def limit_text(self):
        if self.limit is None:
            return "-"
        sign = ">=" if self.at_least else "<="
        return f"{'x' if self.limit_on == 'ratio' else ''} {sign} {shown(self.limit)}".strip()

    def document(self):
        """The row's object in engine.json."""
        return {
            "name": self.name, "value": self.value, "unit": self.unit, "reference": self.reference,
            "referenceName": self.reference_name, "ratio": self.ratio,
            "limit": None if self.limit is None else {
                "on": self.limit_on, "operator": ">=" if self.at_least else "<=", "value": self.limit},
            "pass": self.passed, "field": self.field, "fieldName": self.field_name, "values": self.values, "references": self.references,
            "note": "; ".join(filter(None, [self.unmeasured, self.broken, self.note])),
        }


def shown(number):
    """A figure with three digits that count, thousands apart."""
    if number is None:
        return "-"
    size = abs(number)
    if size >= 1000:
        return f"{number:,.0f}"
    if size >= 100:
        return f"{number:.0f}"
    if size >= 10:
        return f"{number:.1f}"
    return f"{number:.2f}" if size >= 0.1 or size == 0 else f"{number:.2g}"
