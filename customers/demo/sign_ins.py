"""The demo sign-ins as a table, on the screen and in a file that only its owner can read."""

import os
from collections.abc import Sequence
from pathlib import Path

from customers.demo.people import SignIn

HEADER = ("username", "password", "role", "operating units")
WIDTHS = (20, 20, 22, 0)


def table(sign_ins: Sequence[SignIn]) -> list[str]:
    """One line per sign-in under a header."""
    return [_line(*HEADER), *(_line(one.username, one.password, one.role, one.units) for one in sign_ins)]


def keep(file: Path, sign_ins: Sequence[SignIn]) -> None:
    """Write the sign-ins to `file`, beside those it holds of other users."""
    new = {one.username for one in sign_ins}
    others = [line for line in kept(file)[1:] if line.split()[0] not in new] if file.exists() else []
    header, *lines = table(sign_ins)
    file.parent.mkdir(parents=True, exist_ok=True)
    # Private from its first byte on; an older file may have been less careful.
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        out.write("\n".join([header, *others, *lines]) + "\n")
    file.chmod(0o600)


def kept(file: Path) -> list[str]:
    """The lines of `file`, the header first."""
    return file.read_text(encoding="utf-8").splitlines()


def _line(*values: str) -> str:
    return "".join(value.ljust(width) for value, width in zip(values, WIDTHS, strict=True)).rstrip()
