"""Status shown three ways at once: a colour, a word and a shape, so that no reader depends on one of them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

TONES = ("ok", "off", "warn", "bad", "info")


@dataclass(frozen=True)
class Pill:
    """A word with a tone. Shapes follow the tone: ok a disc, off a ring, warn a triangle, bad a square, info a dash."""

    label: Any
    tone: str = "info"


# Every record with a status uses the same letters (core.models.Status; M only for customers).
STATUS = {
    "A": Pill(_("Active"), "ok"),
    "I": Pill(_("Inactive"), "off"),
    "M": Pill(_("Merged"), "warn"),
}


def pill_of(value: Any) -> Pill | None:
    """The pill for a Pill, a status letter, or a record with `status_pill` or `status`; None where there is none."""
    if value is None or isinstance(value, Pill):
        return value
    if isinstance(value, str):
        return STATUS.get(value, Pill(value, "info")) if value else None
    own: Pill | None = getattr(value, "status_pill", None)
    return own or pill_of(getattr(value, "status", None))
