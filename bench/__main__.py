"""What script/bench runs: `python -m bench load`, `measure`, `table`, `write`."""

import argparse
from typing import Any

import django


def main() -> None:
    """One of the four."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    loading = commands.add_parser(
        "load", help="fill the database of DATABASE_URL, which has its tables already"
    )
    loading.add_argument("parties", type=int)
    loading.add_argument("--seed", type=int, default=1)
    loading.add_argument("--history", action="store_true", help="with lines of history for what is made")
    measuring = commands.add_parser("measure", help="measure on that database and keep the figures")
    measuring.add_argument("--only", default="P1,P3,P7,P11", help="these works, such as P1,P7")
    commands.add_parser("table", help="print the tables of all results")
    commands.add_parser("write", help="write them into docs/performance.md")
    given = parser.parse_args()
    django.setup()
    {"load": load, "measure": measure, "table": table, "write": write}[given.command](given)


def load(given: Any) -> None:
    """Fill the database, and look whether it is sound."""
    from bench import runs

    print(runs.load(given.parties, given.seed, history=given.history))


def measure(given: Any) -> None:
    """Measure, keep, and print."""
    from bench import results, runs, table

    run = runs.measure(given.only.split(","))
    results.keep(run)
    print(table.tables([run]))


def table(_given: Any) -> None:
    """Print all results."""
    from bench import results, table

    print(table.tables(results.read()))


def write(_given: Any) -> None:
    """Write them into the document."""
    from bench import results, table

    table.write(table.tables(results.read()))


if __name__ == "__main__":
    main()
