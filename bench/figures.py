"""A figure: what was measured, beside what, and whether that is good enough."""

from dataclasses import asdict, dataclass
from typing import Any

from bench.timing import Times


@dataclass(frozen=True)
class Figure:
    """One line of the table. Times in milliseconds; `reached` is None where there is nothing to reach or to measure."""

    work: str
    name: str
    p50: float | None = None
    p95: float | None = None
    yardstick: float | None = None
    ratio: float | None = None
    target: str = ""
    reached: bool | None = None
    note: str = ""

    def as_dict(self) -> dict[str, Any]:
        """For the file of results."""
        return asdict(self)


def beside(
    work: str, name: str, taken: Times, yardstick: float, most: float, *, of: str, note: str = ""
) -> Figure:
    """A figure whose `of` (p50 or p95), divided by the yardstick, may be `most` at most."""
    ratio = getattr(taken, of) / yardstick
    return Figure(
        work,
        name,
        p50=rounded(taken.p50),
        p95=rounded(taken.p95),
        yardstick=rounded(yardstick),
        ratio=rounded(ratio),
        target=f"{of} ≤ {fraction(most)} ×",
        reached=ratio <= most,
        note=note,
    )


def not_yet(work: str, name: str, note: str) -> Figure:
    """What cannot be measured because it is not built."""
    return Figure(work, name, note=f"not yet: {note}")


def rounded(number: float) -> float:
    """Three figures."""
    return float(f"{number:.3g}")


def fraction(number: float) -> str:
    """1/20 for 0.05, 5 for 5.0."""
    return f"1/{round(1 / number)}" if number < 1 else f"{rounded(number):g}"
