"""What a check answers."""

from dataclasses import dataclass

MOST_NAMED = 10

OK, NOTE, WRONG = "ok", "note", "wrong"


@dataclass(frozen=True)
class Answer:
    """What one check found: `state` is ok, note or wrong; `remedy` says what to do, "" where nothing is to be done."""

    check: str
    state: str
    finding: str
    remedy: str = ""


def wrong(check: str, finding: str, remedy: str) -> Answer:
    """Something has to be done."""
    return Answer(check, WRONG, finding, remedy)


def lacking(check: str, missing: list[str], fine: str, finding: str, remedy: str) -> Answer:
    """Ok when nothing is missing, else wrong with the first names."""
    if not missing:
        return Answer(check, OK, fine)
    names = ", ".join(missing[:MOST_NAMED]) + (" …" if len(missing) > MOST_NAMED else "")
    return wrong(check, finding % {"count": len(missing), "names": names}, remedy)
