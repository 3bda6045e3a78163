"""BulkChange: the page that gives many records of one kind the same new values."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core import bulk, logs
from core.jobs.bulk_edit import AT_A_TIME, MOST, Selection, bulk_edit, parameters
from core.pages.bulk.column import PICK
from core.pages.bulk.form import ChangeForm, change_form
from core.pages.bulk.previewed import MOST_DIGITS, Preview, PreviewedRun
from core.pages.paging import grouped
from core.work import work


class BulkChange(PreviewedRun):
    """Changes many records of one kind, which a list sent here: by key, or all that it shows (core.pages.bulk).

    A record that the user may not see is as if it had not been sent.
    """

    help: Any = gettext_lazy(
        "Choose what shall become of the records that you marked, and why. The preview says how many will change, "
        "which have the value already and which are refused; nothing changes before you press the last button."
    )
    program = bulk_edit
    model: Any = None
    fields: Sequence[str] = ()
    related: Sequence[str] = ()  # what a record takes its name from
    selection: Selection
    keys: Sequence[int] = ()

    def load(self) -> None:
        """Read from the address what was chosen."""
        given = self.request.GET
        back = given.get("from", "")
        self.back = back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else ""
        label = self.model._meta.label_lower
        if given.get("all") and self.back:
            self.selection = Selection(label, address=self.back, region=given.get("region", ""))
        else:
            keys = [int(key) for key in given.getlist(PICK) if key.isdecimal() and len(key) <= MOST_DIGITS]
            self.selection = Selection(label, sorted(set(keys)))

    def find(self) -> None:
        """Count what was chosen, as far as the user may see it."""
        try:
            self.keys = self.selection.keys(self.user, most=MOST + 1)
        except ValidationError as error:
            self.problem = " ".join(error.messages)
            return
        self.count = len(self.keys)
        if not self.count:
            self.problem = _("Nothing is marked. Mark rows of the list, then change them.")
        elif self.count > MOST:
            text = _("More than %(most)s records are in the list. Narrow it and change them in parts.")
            self.problem = text % {"most": grouped(MOST)}

    @property
    def kind(self) -> str:
        """What is changed, in the plural."""
        return str(self.model._meta.verbose_name_plural)

    def get_title(self) -> Any:
        """What is changed."""
        return _("Change %(kind)s") % {"kind": self.kind}

    def form(self, data: Any = None, quiet: bool = False) -> ChangeForm:
        """The form of these records."""
        return change_form(self.model, self.fields)(data=data, quiet=quiet)

    def told(self, form: ChangeForm) -> list[str]:
        """The fields and what they become."""
        return form.told()

    def asked(self, form: ChangeForm, since: int) -> dict[str, Any]:
        """The records, their new values, and all of it in words."""
        return parameters(
            self.selection,
            form.change(),
            since=since,
            back=self.back,
            records=f"{capfirst(self.kind)}: {grouped(self.count)}",
            change=" ".join(form.told()),
            reason=form.cleaned_data["reason"],
        )

    def preview(self, form: ChangeForm) -> Preview:
        """Asked like the change itself, a chunk at a time; nothing is written."""
        found, change = Preview(), form.change()
        for start in range(0, len(self.keys), AT_A_TIME):
            keys = self.keys[start : start + AT_A_TIME]
            with work(actor=self.user, channel="page", request_id=logs.request_id.get()):
                records = self.model._base_manager.filter(pk__in=keys).order_by("pk")
                found.add(bulk.preview(list(records), change.put))
        prefetch_related_objects([*found.first, *(record for record, _why in found.named)], *self.related)
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`chosen`: how many, in words."""
        context = super().get_context_data(**kwargs)
        text = ngettext("%(count)s record is marked.", "%(count)s records are marked.", self.count)
        context["chosen"] = text % {"count": grouped(self.count)}
        return context
