"""Forms of pages: text into typed values and nothing more; the rules live below, in the write.

    class AccountForm(RecordForm):
        sections = [
            Section(_("Account"), "number", "description", "account_type"),
            Section(_("Dates"), "established_date"),
        ]
        class Meta:
            model = Account
            fields = ["number", "description", "account_type", "established_date"]

`RecordForm` edits: it adds the version that was opened and the reason. `NewRecordForm` creates. `PageForm` has no
model. In templates: `{% crispy form %}` (no <form> tag; the page writes that) or `{% crispy formset %}`.
"""

from collections.abc import Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, LayoutObject
from django import forms
from django.forms.models import construct_instance
from django.forms.utils import ErrorDict
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from core.models import ExtraValues
from core.pages import extra
from core.pages.labels import title

REFRESH = "refresh"


class Section(LayoutObject):
    """A group of fields under a heading.

    `anchor` names it where a field refreshes it (`refreshes`), `css_class` for the style sheet.
    """

    template = "%s/layout/section.html"

    def __init__(
        self, heading: Any, *fields: Any, note: Any = "", anchor: str = "", css_class: str = ""
    ) -> None:
        self.heading = heading
        self.fields = list(fields)
        self.note = note
        self.anchor = anchor
        self.css_class = css_class

    def render(self, form: Any, context: Any, template_pack: Any = "registrar", **kwargs: Any) -> str:
        """The fieldset with its legend."""
        content = self.get_rendered_fields(form, context, template_pack, **kwargs)
        return render_to_string(
            self.get_template_name(template_pack),
            {"section": self, "content": content, "prefix": form.prefix or ""},
        )


class Wide(Field):
    """A field that takes the whole width of its section."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, wrapper_class="wide", **kwargs)


def prepare(form: forms.BaseForm) -> None:
    """Give every field its label, and the widget and attributes that our pages and registrar.js expect."""
    for field in form.fields.values():
        if field.label is not None:
            field.label = title(field.label)
        attrs = field.widget.attrs
        if isinstance(field, forms.DateField) and not field.widget.is_hidden:
            field.widget = forms.DateInput(format="%Y-%m-%d", attrs={**attrs, "type": "date"})
        elif isinstance(field.widget, forms.SelectMultiple):
            pass
        elif isinstance(field.widget, forms.Select) and not isinstance(field.widget, forms.RadioSelect):
            attrs.setdefault("data-combobox", "")
        elif isinstance(field.widget, forms.Textarea):
            attrs["rows"] = attrs.get("rows") if attrs.get("rows") not in (None, "10") else 3
        elif isinstance(field.widget, forms.TextInput):
            # The browser would offer the clerk's own name and address for the customer's.
            attrs.setdefault("autocomplete", "off")


def add_refreshes(form: forms.BaseForm, refreshes: Mapping[str, str]) -> None:
    """Let a change of a field (key) fetch the section with an anchor (value) again, for the new choice."""
    for name, section in refreshes.items():
        refresh(form.fields[name], section, f"#{section_id(form, section)}")


def refresh(field: Any, what: str, target: str, *others: str) -> None:
    """Let a change of `field` fetch the element `target`, and `others`, again; without a script a button does it."""
    field.refreshes = what
    attrs = {**asking(what, target), "data-refresh": what}
    field.widget.attrs.update({**attrs, "hx-select-oob": ",".join(others)} if others else attrs)


def asking(what: str, target: str) -> dict[str, str]:
    """The attributes of a field whose change fetches the element `target` again, which holds no field itself."""
    return {
        "hx-post": "",
        "hx-trigger": "change",
        "hx-target": target,
        "hx-select": target,
        "hx-swap": "outerHTML",
        "hx-vals": f'{{"{REFRESH}": "{what}"}}',
    }


def section_id(form: forms.BaseForm, section: str) -> str:
    """The id of a section's element."""
    return f"section-{form.prefix}-{section}" if form.prefix else f"section-{section}"


class Sectioned(forms.BaseForm):
    """What all our forms share: sections, refreshes, and a quiet state that shows what was typed without errors.

    sections    the layout: Sections of field names, or plain names; empty = every field in one section.
    refreshes   {"country": "address"}: choosing another country fetches the section with that anchor again.
    quiet       True while the clerk is still typing (another row, another country): nothing is validated.
    """

    sections: Any = ()
    refreshes: Mapping[str, str] = {}
    aside = False

    def __init__(self, *args: Any, quiet: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.quiet = quiet
        self.add_fields()
        prepare(self)
        add_refreshes(self, self.refreshes)

    def add_fields(self) -> None:
        """Add what depends on the record or the installation; nothing by default."""

    def set_aside(self) -> None:
        """What stands in this form does not count this time: it is shown, and neither checked nor saved."""
        self.quiet = self.aside = True
        self.cleaned_data = {}

    @property
    def errors(self) -> ErrorDict:
        """The errors by field; none while the form is quiet."""
        return ErrorDict() if self.quiet else super().errors

    @property
    def helper(self) -> FormHelper:
        """How crispy renders this form: fields only, in sections."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.include_media = False
        helper.render_hidden_fields = True
        visible = [name for name, field in self.fields.items() if not field.widget.is_hidden]
        helper.layout = Layout(*(self.sections or [Section("", *visible)]))
        return helper


class PageForm(Sectioned, forms.Form):
    """A form without a model."""


class NewRecordForm(Sectioned, forms.ModelForm):
    """A form that creates a record. Fields are listed one by one; labels, help and lengths come from the model.

    Where the record can have extra fields they follow in a section of their own; `asks_extra` False leaves them out.
    """

    asks_extra = True

    def add_fields(self) -> None:
        """The extra fields of the record."""
        if self.asks_extra and isinstance(self.instance, ExtraValues):
            self.fields.update(extra.form_fields(self.instance))

    def _post_clean(self) -> None:
        """Carry the typed values to the instance and stop: the write validates once, for every door alike."""
        exclude = list(self._errors or ())
        self.instance = construct_instance(self, self.instance, self._meta.fields, exclude)
        if isinstance(self.instance, ExtraValues):
            extra.take(self.instance, self.cleaned_data)

    @property
    def helper(self) -> FormHelper:
        """The sections of the form, then the extra fields."""
        helper = super().helper
        names = [name for name in self.fields if name.startswith(extra.PREFIX)]
        if self.sections and names:
            helper.layout.append(Section(_("Further information"), *names))
        return helper


class VersionedForm(NewRecordForm):
    """A form that edits a record: it knows the version that was opened and what stood there then.

    For a page with several records; the last of its forms is a RecordForm, which asks why.
    """

    version = forms.IntegerField(label=_("Version"), min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        self.order_fields([name for name in self.fields if name != "reason"])
        for name, field in self.fields.items():
            # What stood in the field when it was opened travels along, so that a conflict can tell a field that
            # this user changed from one that he only sent back.
            field.show_hidden_initial = name not in {"version", "reason"}


class RecordForm(VersionedForm):
    """A form that edits a record and asks why."""

    reason = forms.CharField(
        label=_("Reason for the change"),
        required=False,
        max_length=240,
        help_text=_("Shown in the history of the record."),
    )

    @property
    def helper(self) -> FormHelper:
        """The sections of the record, then the reason, where a section does not place it itself."""
        helper = super().helper
        placed = {pointer.name for pointer in helper.layout.get_field_names()}
        if self.sections and "reason" in self.fields.keys() - placed:
            helper.layout.append(Section("", Wide("reason")))
        return helper


class ActionForm(PageForm):
    """The form of a confirmation: the version that was shown, and why."""

    version = forms.IntegerField(label=_("Version"), min_value=1, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=240, help_text=_("Shown in the history of the record.")
    )


class RowFormSet(forms.BaseFormSet):
    """Rows of one form, with "Add Another Row" (which works without JavaScript too: the server adds it)."""

    label: Any = ""
    add_label: Any = _("Add Another Row")
    note: Any = ""

    def __init__(self, *args: Any, quiet: bool = False, **kwargs: Any) -> None:
        self.quiet = quiet
        kwargs["form_kwargs"] = {**(kwargs.get("form_kwargs") or {}), "quiet": quiet}
        super().__init__(*args, **kwargs)

    @property
    def helper(self) -> FormHelper:
        """How crispy renders the rows."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper


def row_formset(
    form: type[forms.BaseForm], *, label: Any, rows: int = 1, most: int = 50, **options: Any
) -> Any:
    """A formset class for `form` (a PageForm or NewRecordForm), with `rows` empty rows to begin with."""
    formset = forms.formset_factory(
        form, formset=RowFormSet, extra=rows, max_num=most, absolute_max=most, validate_max=True, **options
    )
    formset.label = label
    return formset
