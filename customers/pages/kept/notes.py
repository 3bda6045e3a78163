"""Adding, editing, pinning, removing and restoring notes (R-264)."""

import copy
from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.pages.views import CreateView, EditView, RecordActionView
from customers.pages.kept.forms import EditNoteForm, NoteForm, form_for
from customers.pages.kept.kinds import CUSTOMER, KINDS, Kind
from reference import kept

CHANGE = "parties.change_partynote"


class OfNote:
    """A view of one note of the kind that its address names."""

    kind: Kind = CUSTOMER
    record: Any

    def load(self: Any) -> None:
        """Find the note among those the user may see."""
        self.record = self.kind.find(self.kind.note, self.user, self.kwargs["pk"])

    def about(self: Any) -> Any:
        """What it is kept with."""
        return getattr(self.record, self.kind.field)


class AddNote(CreateView):
    """Write a note about a record."""

    permission = "parties.add_partynote"
    kind: Kind = CUSTOMER
    record: Any = None
    success_message = _("The note was added.")

    def load(self) -> None:
        """Find what the note is about."""
        self.record = self.kind.find_owner(self.user, self.kwargs["pk"])
        self.cancel_url = self.kind.new(self.kind.note, self.record).get_absolute_url()

    def get_title(self) -> Any:
        """What it will be about."""
        return _now("Add a note to %(record)s") % {"record": self.record}

    def get_forms(self, data: Any = None, quiet: bool = False) -> dict[str, Any]:
        """One form, for a note about the record."""
        form = form_for(self.kind.note, NoteForm)
        return {"form": form(data=data, quiet=quiet, instance=self.kind.new(self.kind.note, self.record))}

    def save(self, form: Any) -> Any:
        """Keep it."""
        return kept.add(form.instance)


class EditNote(OfNote, EditView):
    """Change a note; what it was stays in the history (D-19)."""

    permission = CHANGE
    title = _("Edit note")
    success_message = _("The note was saved.")

    def get_forms(self, data: Any = None, quiet: bool = False) -> dict[str, Any]:
        """One form, with the note as it stands."""
        form = form_for(self.kind.note, EditNoteForm)
        return {"form": form(data=data, quiet=quiet, instance=copy.copy(self.record))}

    def save(self, form: Any) -> Any:
        """Save it."""
        return kept.change(form.instance, version=form.cleaned_data["version"])


class PinNote(OfNote, RecordActionView):
    """Let a note stand at the top of every page of its record."""

    permission = CHANGE
    verb = _("Pin")
    question = _("Pin “%(record)s”?")
    success_message = _("The note is pinned.")

    def consequences(self) -> list[Any]:
        """Where it will stand."""
        return [_("The note stands at the top of every page of %(owner)s.") % {"owner": self.about()}]

    def perform(self, version: int) -> Any:
        """Pin it."""
        return kept.pin(self.record, pinned=True, version=version)


class UnpinNote(OfNote, RecordActionView):
    """Let a note stand among the others again."""

    permission = CHANGE
    verb = _("Unpin")
    question = _("Unpin “%(record)s”?")
    success_message = _("The note is no longer pinned.")

    def perform(self, version: int) -> Any:
        """Unpin it."""
        return kept.pin(self.record, pinned=False, version=version)


class RemoveNote(OfNote, RecordActionView):
    """Inactivate a note."""

    permission = CHANGE
    verb = _("Remove")
    question = _("Remove the note “%(record)s”?")
    danger = True
    success_message = _("The note was removed. It can be restored from the list of inactive notes.")

    def perform(self, version: int) -> Any:
        """Remove it."""
        return kept.remove(self.record, version=version)


class RestoreNote(OfNote, RecordActionView):
    """Bring a removed note back."""

    permission = CHANGE
    verb = _("Restore")
    question = _("Restore the note “%(record)s”?")
    success_message = _("The note was restored.")

    def perform(self, version: int) -> Any:
        """Restore it."""
        return kept.restore(self.record, version=version)


VIEWS = {
    "add": AddNote,
    "edit": EditNote,
    "pin": PinNote,
    "unpin": UnpinNote,
    "remove": RemoveNote,
    "restore": RestoreNote,
}


def patterns() -> list[URLPattern]:
    """/notes/customer/7/edit/ and the like; in /add/ the number is that of the record that gets the note."""
    return [
        path(
            f"{kind.code}/<int:pk>/{verb}/",
            view.as_view(
                kind=kind, permission=kind.permission("add" if verb == "add" else "change", kind.note)
            ),
            name=f"{verb}-{kind.code}",
        )
        for kind in KINDS.values()
        for verb, view in VIEWS.items()
    ]
