"""The forms of notes and documents. They are the same for every kind of record; only the model differs."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.forms import modelform_factory
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from core import uploads
from core.choices import ActiveChoiceField
from core.file_types import endings
from core.pages.forms import NewRecordForm, RecordForm, Section, Wide
from parties.models import PartyDocument, PartyNote
from reference.models import DocumentType
from reference.querysets import READ_CONFIDENTIAL

NOTE = ["text", "pinned"]
DOCUMENT = ["title", "type", "valid_until"]


class NoteForm(NewRecordForm):
    """A new note."""

    sections = [Section("", Wide("text"), Wide("pinned"))]

    class Meta:
        model: Any = PartyNote
        fields = NOTE
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}


class EditNoteForm(RecordForm):
    """A note that is there."""

    sections = NoteForm.sections

    class Meta(NoteForm.Meta):
        pass


def offer_types(form: Any, user: Any) -> None:
    """Offer the types of documents that `user` may read; the current one stays (R-260)."""
    if not user.has_perm(READ_CONFIDENTIAL):
        form.fields["type"].queryset = DocumentType.objects.filter(confidential=False)


class DocumentForm(NewRecordForm):
    """A new document, with its file. A title that is left empty becomes the name of the file."""

    file = forms.FileField(label=_("File"))

    class Meta:
        model: Any = PartyDocument
        fields = DOCUMENT
        field_classes = {"type": ActiveChoiceField}

    sections = [Section("", Wide("file"), Wide("title"), "type", "valid_until")]

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("At most %(size)s: %(endings)s.") % {
            "size": filesizeformat(settings.UPLOAD_MAX_SIZE),
            "endings": endings(),
        }
        # An empty one is told by core.uploads, with what to do.
        self.fields["file"].allow_empty_file = True
        self.fields["title"].required = False
        self.fields["title"].help_text = _("What people search for. Empty: the name of the file.")
        offer_types(self, user)

    def clean_file(self) -> uploads.Upload:
        """What was sent, checked by name, size and content."""
        sent: UploadedFile = self.cleaned_data["file"]
        return uploads.read(sent)

    def clean(self) -> dict[str, Any]:
        """Name the document by its file where no title was given."""
        data = super().clean() or self.cleaned_data
        upload = data.get("file")
        if upload is not None and not data.get("title"):
            data["title"] = upload.name.rpartition(".")[0]
        return data


class EditDocumentForm(RecordForm):
    """What is known of a document. Its file stays as it is."""

    sections = [Section("", Wide("title"), "type", "valid_until")]

    class Meta(DocumentForm.Meta):
        pass

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_types(self, user)


def form_for(model: type[Any], form: type[Any]) -> type[Any]:
    """The form for the notes or documents of one kind of record."""
    made: type[Any] = modelform_factory(model, form=form)
    return made
