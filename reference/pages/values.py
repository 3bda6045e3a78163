"""A reference value: where it is in use, another one in its place, and its end (R-260)."""

from typing import Any

from django import forms
from django.apps import apps
from django.contrib import admin
from django.http import Http404
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core import bulk, logs, writes
from core.choices import named
from core.pages.bulk.previewed import Preview, PreviewedRun
from core.pages.forms import PageForm, Section, Wide
from core.pages.header import Action, permitted
from core.pages.page import find
from core.pages.paging import grouped
from core.pages.views import RecordActionView
from core.work import work
from reference import usage
from reference.jobs import AT_A_TIME, keys_of, putting, replace_value
from reference.models import LookupValue


class SubstituteForm(PageForm):
    """Which value takes the place, and why."""

    by = forms.ModelChoiceField(LookupValue.objects.none(), label=gettext_lazy("Replace by"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=240,
        help_text=gettext_lazy("Shown in the history of each record."),
    )
    sections = [Section(gettext_lazy("Another value in its place"), "by", Wide("reason"))]

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by"].queryset = rows


def value_for(user: Any, kind: str, pk: int) -> tuple[Any, str]:
    """The value and the permission that changing it asks for; Http404 where `user` may not know of it."""
    try:
        model: Any = apps.get_model(kind)
    except (LookupError, ValueError) as error:
        raise Http404 from error
    if model is not LookupValue and not getattr(model, "choosable_only_when_active", False):
        raise Http404
    permission = f"{model._meta.app_label}.change_{model._meta.model_name}"
    # Who keeps the set-up keeps that of all units (trust 8).
    value = (
        model._base_manager.filter(pk=pk).first()
        if user.has_perm(permission)
        else find(model._default_manager, user, pk)
    )
    if value is None:
        raise Http404
    return value, permission


def address_of(value: Any, page: str = "use") -> str:
    """The address of a page about the value."""
    return reverse(f"values:{page}", kwargs={"kind": value._meta.label_lower, "pk": value.pk})


class ValueInUse(PreviewedRun):
    """Where a value is in use, and the form by which another one takes its place (R-260)."""

    help: Any = gettext_lazy(
        "Where the value is in use. It stays valid there when it is removed, but can no longer be newly chosen; "
        "another value can take its place everywhere at once."
    )
    permission = "reference.change_lookupvalue"
    section = "set-up"
    template_name = "reference/value.html"
    program = replace_value
    value: Any

    def load(self) -> None:
        """Find the value; who may change it may replace it."""
        self.value, self.permission = value_for(self.user, self.kwargs["kind"], self.kwargs["pk"])

    def get_title(self) -> Any:
        """The value."""
        return named(self.value)

    def find(self) -> None:
        """Count what is in use, and within reach."""
        self.places = usage.places_of(self.value, self.user)
        self.count = sum(place.count - place.beyond for place in self.places)

    def form(self, data: Any = None, quiet: bool = False) -> SubstituteForm:
        """The form with the values of the same list."""
        return SubstituteForm(data=data, quiet=quiet, rows=usage.substitutes(self.value))

    def told(self, form: SubstituteForm) -> list[str]:
        """The change, and what stays."""
        by = form.cleaned_data["by"]
        lines = [_("“%(value)s” becomes “%(by)s”.") % {"value": named(self.value), "by": by}]
        beyond = sum(place.beyond for place in self.places)
        if beyond:
            text = ngettext(
                "%(count)s record is out of your reach, in operating units that are not yours, and keeps the value.",
                "%(count)s records are out of your reach, in operating units that are not yours, and keep the value.",
                beyond,
            )
            lines.append(text % {"count": grouped(beyond)})
        return [*lines, *self.by_kind]

    def preview(self, form: SubstituteForm) -> Preview:
        """Asked like the change itself, a chunk at a time; nothing is written."""
        total, self.by_kind = Preview(), []
        for model, fields in usage.columns_of(self.value).items():
            found = self._of_one_kind(model, fields, putting(fields, self.value, form.cleaned_data["by"]))
            if found.changed or found.refused:
                text = _("%(kind)s: %(changed)s change, %(refused)s are refused.")
                self.by_kind.append(
                    text
                    % {
                        "kind": capfirst(str(model._meta.verbose_name_plural)),
                        "changed": grouped(found.changed),
                        "refused": grouped(found.refused),
                    }
                )
            total.join(found)
        return total

    def _of_one_kind(self, model: Any, fields: list[Any], put: bulk.Put) -> Preview:
        found, after = Preview(), 0
        while keys := keys_of(model, fields, self.value, self.user, after, AT_A_TIME):
            after = keys[-1]
            with work(actor=self.user, channel="page", request_id=logs.request_id.get()):
                records = model._base_manager.filter(pk__in=keys).order_by("pk")
                found.add(bulk.preview(list(records), put))
        return found

    def asked(self, form: SubstituteForm, since: int) -> dict[str, Any]:
        """The two values, and in words."""
        by = form.cleaned_data["by"]
        return {
            "kind": self.value._meta.label_lower,
            "value": self.value.pk,
            "by": by.pk,
            "change": _("“%(value)s” becomes “%(by)s”.") % {"value": self.value, "by": by},
            "reason": form.cleaned_data["reason"],
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`places` with links, `kept` (why nothing takes its place), `actions`, `value`."""
        context = super().get_context_data(**kwargs)
        context["value"], context["kept"] = self.value, usage.kept_because(self.value)
        context["kind"] = (
            self.value.type if isinstance(self.value, LookupValue) else self.value._meta.verbose_name
        )
        context["places"] = [
            {
                "kind": capfirst(str(place.model._meta.verbose_name_plural)),
                "field": place.field.verbose_name,
                "count": place.count,
                "beyond": place.beyond,
                "url": self._list_of(place),
            }
            for place in self.places
        ]
        actions = [Action(_("Edit"), _admin_page(self.value), self.permission, icon="pencil-square")]
        if self.value.is_active:
            actions.append(
                Action(_("Inactivate"), address_of(self.value, "remove"), self.permission, "danger")
            )
        context["actions"] = permitted(actions, self.user)
        return context

    def _list_of(self, place: usage.Place) -> str:
        """The list of the rows in the set-up, for who may see such rows; "" where there is none."""
        meta = place.model._meta
        if not admin.site.is_registered(place.model) or not self.user.has_perm(
            f"{meta.app_label}.view_{meta.model_name}"
        ):
            return ""
        lookup = f"{place.field.name}__{'id__exact' if place.field.is_relation else 'exact'}"
        address = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
        return f"{address}?{lookup}={usage.held(self.value)}"


class RemoveValue(RecordActionView):
    """Makes a value inactive: it stays valid where it is used and can no longer be newly chosen (R-260)."""

    permission = "reference.change_lookupvalue"
    section = "set-up"
    verb = gettext_lazy("Inactivate")
    question = gettext_lazy("Inactivate %(record)s?")
    danger = True
    success_message = gettext_lazy("%(record)s can no longer be newly chosen.")

    def load(self) -> None:
        """Find the value; who may change it may end it."""
        self.record, self.permission = value_for(self.user, self.kwargs["kind"], self.kwargs["pk"])

    def consequences(self) -> list[str]:
        """Where it is in use, and that it stays valid there."""
        uses = [f"{capfirst(use.kind)}: {grouped(use.count)}" for use in usage.uses_of(self.record)]
        if not uses:
            return [_("It is not in use anywhere.")]
        stays = _(
            "It stays valid where it is used. Another value can take its place there, before or afterwards."
        )
        return [*uses, stays]

    def perform(self, version: int) -> Any:
        """Inactivate it."""
        return writes.remove(self.record, version=version)

    def get_success_url(self) -> str:
        """Back to the value."""
        return address_of(self.record)


def _admin_page(value: Any) -> str:
    meta = value._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[value.pk])
