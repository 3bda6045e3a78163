"""The results as tables: in the terminal, and in docs/performance.md between its markers."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.figures import rounded
from bench.results import NAMES, Run

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"
GROWTH_MOST = 1.5
BASE = 10_000
# Of which works the growth is told, and under which name.
GROWING = {
    ("P1", "prefix of five letters"): "search",
    ("P7", "customers:overview"): "page",
    ("P3", "create a customer"): "create",
}


def tables(runs: Sequence[Run]) -> str:
    """Everything, in Markdown."""
    return "\n".join(line for database in NAMES for line in _of_database(database, runs))


def _of_database(database: str, every: Sequence[Run]) -> Iterator[str]:
    runs = sorted((run for run in every if run["database"] == database), key=lambda run: run["parties"])
    if not runs:
        return
    yield f"### {NAMES[database]}\n"
    yield from (_about(run) for run in runs)
    yield ""
    yield _row(["", "work", *[_size(run) for run in runs], "yardstick", "ratio", "to reach", "reached"])
    yield _row(["---"] * (7 + len(runs) - 1 + 0))
    for work, name in _names(runs):
        yield _row(_line(work, name, runs))
    yield from _growth(runs)
    yield ""


def _about(run: Run) -> str:
    settings = ", ".join(f"{name} {value}" for name, value in run["settings"].items())
    return (
        f"- **{_size(run)}** ({run['rows']:,} rows, loaded in {run['seconds']:.0f} s): {run['date']}, "
        f"commit {run['commit']}, {run['version']} ({settings}), Python {run['python']}, Django {run['django']}; "
        f"{run['machine']}, load {run['load_before']} before and {run['load_after']} after."
    )


def _names(runs: Sequence[Run]) -> list[tuple[str, str]]:
    """The works of all runs, in the order of the newest size."""
    names = [(figure["work"], figure["name"]) for run in reversed(runs) for figure in run["figures"]]
    return list(dict.fromkeys(names))


def _line(work: str, name: str, runs: Sequence[Run]) -> list[str]:
    """One work at every size; yardstick and ratio are those of the largest."""
    found = [_figure(run, work, name) for run in runs]
    last = next(figure for figure in reversed(found) if figure)
    notes = f"{name} ({last['note']})" if last["note"] else name
    verdict = {True: "yes", False: "**no**", None: ""}[last["reached"]]
    cells = [_times(figure) for figure in found]
    return [work, notes, *cells, _number(last["yardstick"]), _number(last["ratio"]), last["target"], verdict]


def _figure(run: Run, work: str, name: str) -> dict[str, Any] | None:
    return next((one for one in run["figures"] if (one["work"], one["name"]) == (work, name)), None)


def _times(figure: dict[str, Any] | None) -> str:
    if not figure or figure["p50"] is None:
        return ""
    return f"{figure['p50']:g}" if figure["p95"] is None else f"{figure['p50']:g} / {figure['p95']:g}"


def _growth(runs: Sequence[Run]) -> Iterator[str]:
    """P9: the medians of each size beside those of the smallest."""
    base = next((run for run in runs if run["parties"] == BASE), None)
    if base is None or len(runs) == 1:
        return
    for (work, name), title in GROWING.items():
        at_base = _figure(base, work, name)
        found = [_figure(run, work, name) for run in runs]
        if not at_base or not found[-1]:
            continue
        ratios = [rounded(figure["p50"] / at_base["p50"]) if figure else None for figure in found]
        verdict = "yes" if ratios[-1] is not None and ratios[-1] <= GROWTH_MOST else "**no**"
        cells = ["" if ratio is None else f"{ratio:g} ×" for ratio in ratios]
        yield _row(
            [
                "P9",
                f"growth of {title}",
                *cells,
                "10 thousand",
                "",
                f"p50 ≤ {GROWTH_MOST} × at 1 million",
                verdict,
            ]
        )


def _size(run: Run) -> str:
    return f"{run['parties']:,} parties"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def write(text: str, document: Path = DOCUMENT) -> None:
    """Put the tables into the document, between the markers."""
    before, _begin, rest = document.read_text().partition(BEGIN)
    _old, _end, after = rest.partition(END)
    document.write_text(f"{before}{BEGIN}\n\n{text.strip()}\n\n{END}{after}")
