"""Notes about a record. Each app makes a table of its own for its own records."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core import cards
from core.models.record import StatusRecord

# Characters of a note by which it is named elsewhere.
SHOWN = 60


class NoteBase(StatusRecord):
    """A dated note (R-264): the text is history once written by somebody, so it is replaced by editing, never lost."""

    text = models.TextField(
        _("note"), max_length=4000, help_text=_("What others should know about the record.")
    )
    pinned = models.BooleanField(
        _("pinned"), default=False, help_text=_("Whether the note stands at the top of the record's pages.")
    )

    class Meta(StatusRecord.Meta):
        abstract = True
        verbose_name = _("note")
        verbose_name_plural = _("notes")

    def clean(self) -> None:
        """Refuse a note that has a card number in it (trust 14)."""
        cards.refuse_card_numbers(self.text, "text")

    def __str__(self) -> str:
        """The beginning of the note, on one line."""
        line = " ".join(self.text.split())
        return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"
