"""How long something takes: the median and the 95th of a hundred, in milliseconds."""

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

# A slow action is not repeated for ever: enough is known after this long, and after so many times.
LONG_ENOUGH_S = 8.0
AT_LEAST = 5


@dataclass(frozen=True)
class Times:
    """Durations in milliseconds."""

    ms: tuple[float, ...]

    @property
    def p50(self) -> float:
        """The median."""
        return statistics.median(self.ms)

    @property
    def p95(self) -> float:
        """What 95 of a hundred do not exceed."""
        ordered = sorted(self.ms)
        return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


def times(action: Callable[[Any], Any], arguments: Iterable[Any], warm_up: int = 2) -> Times:
    """How long `action` takes with each of the arguments; the first ones are tried before, and not counted."""
    everything = list(arguments)
    for argument in everything[:warm_up]:
        action(argument)
    found: list[float] = []
    begun = time.perf_counter()
    for argument in everything:
        if len(found) >= AT_LEAST and time.perf_counter() - begun > LONG_ENOUGH_S:
            break
        started = time.perf_counter()
        action(argument)
        found.append((time.perf_counter() - started) * 1000)
    return Times(tuple(found))
