"""Adding, editing, removing and handing out documents, and the list of all of them (R-264)."""

import copy
import logging
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core import files
from core.models import StoredFile
from core.pages import saving
from core.pages.views import CreateView, EditView, ListPage, RecordActionView, RecordPage
from customers.pages.kept.forms import DocumentForm, EditDocumentForm, form_for
from customers.pages.kept.kinds import CUSTOMER, KINDS, Kind
from customers.pages.kept.rows import Parts, all_documents
from customers.pages.kept.tables import AllDocumentsFilter, AllDocumentsTable
from reference import kept

logger = logging.getLogger("registrar.files")
VIEW = "parties.view_partydocument"
CHANGE = "parties.change_partydocument"


class OfDocument:
    """A view of one document of the kind that its address names; a confidential one exists for its readers only."""

    kind: Kind = CUSTOMER
    record: Any

    def load(self: Any) -> None:
        """Find the document among those the user may see."""
        self.record = self.kind.find(self.kind.document, self.user, self.kwargs["pk"])

    def about(self: Any) -> Any:
        """What it is kept with."""
        return getattr(self.record, self.kind.field)


class AddDocument(CreateView):
    """Upload a document to a record."""

    permission = "parties.add_partydocument"
    template_name = "kept/upload.html"
    kind: Kind = CUSTOMER
    record: Any = None
    stored: StoredFile | None = None
    success_message = _("The document “%(record)s” was added.")

    def load(self) -> None:
        """Find what the document belongs to."""
        self.record = self.kind.find_owner(self.user, self.kwargs["pk"])
        self.cancel_url = self.kind.new(self.kind.document, self.record).get_absolute_url()

    def get_title(self) -> Any:
        """Where it will be kept."""
        return _now("Add a document to %(record)s") % {"record": self.record}

    def get_forms(self, data: Any = None, quiet: bool = False) -> dict[str, Any]:
        """One form, for a document of the record."""
        form = form_for(self.kind.document, DocumentForm)
        return {
            "form": form(
                data=data,
                files=self.request.FILES if data is not None else None,
                quiet=quiet,
                instance=self.kind.new(self.kind.document, self.record),
                user=self.user,
            )
        }

    def before_work(self, form: Any) -> None:
        """Store the bytes, once, before the unit of work opens (trust 2)."""
        if self.stored is None:
            upload = form.cleaned_data["file"]
            self.stored = files.store(
                upload.content, name=upload.name, content_type=upload.content_type, stored_by=self.user
            )

    def save(self, form: Any) -> Any:
        """Keep the document with its file."""
        form.instance.file = self.stored
        return kept.add(form.instance)

    def show(self, forms: dict[str, Any]) -> HttpResponse:
        """The form; a browser never keeps a chosen file, so one that was sent must be chosen again: that is said."""
        form = forms["form"]
        if self.request.FILES and "file" not in form.errors:
            again = _now("Choose the file again: it does not stay in the form.")
            if form.errors:
                form.add_error("file", again)
            form.fields["file"].help_text = f"{again} {form.fields['file'].help_text}"
        return super().show(forms)


class EditDocument(OfDocument, EditView):
    """Change title, type or end of a document (D-19)."""

    permission = CHANGE
    success_message = _("The document “%(record)s” was saved.")

    def get_forms(self, data: Any = None, quiet: bool = False) -> dict[str, Any]:
        """One form, with what is known of the document."""
        form = form_for(self.kind.document, EditDocumentForm)
        return {"form": form(data=data, quiet=quiet, instance=copy.copy(self.record), user=self.user)}

    def save(self, form: Any) -> Any:
        """Save it."""
        return kept.change(form.instance, version=form.cleaned_data["version"])


class RemoveDocument(OfDocument, RecordActionView):
    """Inactivate a document. Its file stays."""

    permission = CHANGE
    verb = _("Remove")
    question = _("Remove the document “%(record)s”?")
    danger = True
    success_message = _(
        "The document “%(record)s” was removed. It can be restored from the list of inactive documents."
    )

    def perform(self, version: int) -> Any:
        """Remove it."""
        return kept.remove(self.record, version=version)


class RestoreDocument(OfDocument, RecordActionView):
    """Bring a removed document back."""

    permission = CHANGE
    verb = _("Restore")
    question = _("Restore the document “%(record)s”?")
    success_message = _("The document “%(record)s” was restored.")

    def perform(self, version: int) -> Any:
        """Restore it."""
        return kept.restore(self.record, version=version)


class DownloadDocument(OfDocument, RecordPage):
    """Hand a document's file out, for saving only."""

    permission = VIEW

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The file under its own name; where the storage has lost it, back to the list with what to do."""
        try:
            return files.attachment(self.record.file)
        except FileNotFoundError:
            logger.exception("a stored file is missing", extra={"object_id": self.record.file_id})
            text = _now(
                "The file of “%(record)s” is missing. Tell your administrator, who can bring it back from a backup."
            )
            messages.error(request, text % {"record": self.record})
            return saving.go_to(request, self.record.get_absolute_url())


class DocumentList(ListPage):
    """All documents that the user may see."""

    help: Any = _(
        "All documents that you may see, with the customer, account or site that they are kept with. "
        "Filter by the day until which they are valid to find what expires."
    )
    permission = VIEW
    title = _("Documents")
    section = "documents"
    table_class = AllDocumentsTable
    filterset_class = AllDocumentsFilter

    def get_queryset(self) -> Parts:
        """The documents of every kind of record."""
        return all_documents(self.user)


VIEWS: dict[str, tuple[Any, str]] = {
    "add": (AddDocument, "add"),
    "edit": (EditDocument, "change"),
    "remove": (RemoveDocument, "change"),
    "restore": (RestoreDocument, "change"),
    "download": (DownloadDocument, "view"),
}


def patterns() -> list[URLPattern]:
    """/documents/customer/7/download/ and the like; in /add/ the number is that of the record that gets it."""
    return [
        path("", DocumentList.as_view(), name="list"),
        *[
            path(
                f"{kind.code}/<int:pk>/{verb}/",
                view.as_view(kind=kind, permission=kind.permission(needs, kind.document)),
                name=f"{verb}-{kind.code}",
            )
            for kind in KINDS.values()
            for verb, (view, needs) in VIEWS.items()
        ],
    ]
