"""A run: data into an empty database, then every work that is asked for, on that database."""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench import create, pages, past, search, server, soundness, world
from bench.browser import NetBrowser, cookies_of
from bench.figures import Figure
from bench.load import load as load_customers
from bench.results import Run, described

# What was loaded, beside the database of this name; `measure` reads it.
NOTE = Path(os.environ.get("BENCH_DIR", "var/bench")) / "loaded.json"
FEW, MANY = 1, world.MANY


def load(parties: int, seed: int, *, history: bool = False) -> dict[str, Any]:
    """Fill an empty database; RuntimeError when the rules of today would not accept what was loaded."""
    world.furnish()
    loaded = load_customers(parties, seed, history=history)
    wrong = soundness.problems()
    if wrong:
        raise RuntimeError("\n".join(["The data are not as they should be.", *wrong[:20]]))
    NOTE.parent.mkdir(parents=True, exist_ok=True)
    NOTE.write_text(json.dumps(loaded))
    return loaded


def measure(works: Sequence[str]) -> Run:
    """The figures of these works on the database that was loaded."""
    loaded, before = json.loads(NOTE.read_text()), os.getloadavg()
    user = world.furnish()
    figures: list[Figure] = []
    if "P1" in works:
        figures += search.measure(user)
    if {"P3", "P7", "P11"} & set(works):
        few, many = world.specimen(FEW, user), world.specimen(MANY, user)
        with server.running() as port:
            browser = NetBrowser(port, cookies_of(user))
            if "P7" in works:
                figures += pages.measure(browser, few, many)
            if "P11" in works:
                figures += past.measure(browser, world.specimen(FEW, user), world.specimen(FEW, user))
            if "P3" in works:
                figures += create.measure(browser)
    return described(loaded, figures, before)
