"""The geography: what is loaded, looking for a place, and loading a file (R-047)."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _

from core import files, uploads
from core.jobs import submit
from core.models import JobRun, StoredFile
from core.pages.columns import CodeColumn, Column, NumberColumn, TimeColumn
from core.pages.create import Button
from core.pages.filters import FilterSet
from core.pages.forms import PageForm, Section, Wide
from core.pages.header import Action
from core.pages.regions import Region, table_region
from core.pages.tables import Table
from core.pages.views import CreateView, ListPage
from reference.geography.keys import code_key, key
from reference.geography.program import CODE, PERMISSION
from reference.geography.store import LONGEST_SOURCE
from reference.models import Country, GeographySource, Place, PlaceName

TEXT_TYPES = frozenset({"text/csv", "text/plain"})


class PlaceTable(Table):
    """Areas, cities and postal codes."""

    name = Column(_("Name"), attrs={"th": {"class": "key"}, "td": {"class": "key"}}, orderable=False)
    kind = Column(_("Kind"), orderable=False)
    code = CodeColumn(_("Code"), orderable=False)
    area = CodeColumn(_("Areas"), orderable=False)
    country = Column(_("Country"), orderable=False)
    population = NumberColumn(_("Population"), orderable=False)
    source = Column(_("Source"), orderable=False, accessor="source__code")

    class Meta:
        empty_text = _(
            "No place is called so. Look for another beginning of its name or code, or load geography."
        )


class SourceTable(Table):
    """What was loaded of each country."""

    country = Column(_("Country"), attrs={"th": {"class": "key"}, "td": {"class": "key"}}, orderable=False)
    code = Column(_("Source"), orderable=False)
    areas = NumberColumn(_("Areas"), orderable=False)
    cities = NumberColumn(_("Cities"), orderable=False)
    postal_codes = NumberColumn(_("Postal codes"), orderable=False)
    loaded_at = TimeColumn(_("Loaded"), orderable=False)
    origin = Column(_("Origin"), orderable=False)

    class Meta:
        empty_text = _("No geography is loaded: addresses are held against the form of their country alone.")


class PlaceFilter(FilterSet):
    """Places by country, kind, and the beginning of a name or a code."""

    q = django_filters.CharFilter(label=_("Name or code"), method="beginning_with")
    country = django_filters.ModelChoiceFilter(
        label=_("Country"), queryset=Country.objects.active(), empty_label=_("All")
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"),
        empty_label=_("All"),
        choices=[(kind.value, kind.label) for kind in Place.Kind if kind != Place.Kind.BEGINNING],
    )

    def beginning_with(self, places: QuerySet[Place], _name: str, value: str) -> QuerySet[Place]:
        """Places of which a name or the code begins so."""
        named = PlaceName.objects.filter(key__startswith=key(value) or "?").values("place")
        return places.filter(pk__in=named) | places.filter(code__startswith=code_key(value) or "?")


class GeographyPage(ListPage):
    """The places that are known, and where they come from."""

    help: Any = _(
        "Areas, cities and postal codes against which addresses are checked. Look for a place by the beginning of its "
        "name or code. Load more from a CSV file, or what is shipped; how a file looks is in the documentation under "
        "Geography. Data from GeoNames, geonames.org, CC BY 4.0."
    )
    permission = PERMISSION
    title = _("Geography")
    section = "geography"
    table_class = PlaceTable
    filterset_class = PlaceFilter
    can_be_saved = False

    def get_queryset(self) -> QuerySet[Place]:
        """Every place but the beginnings of codes, which only the check uses."""
        places = Place.objects.exclude(kind=Place.Kind.BEGINNING)
        return places.select_related("country", "source").order_by("pk")

    def get_actions(self) -> Sequence[Action]:
        """Loading."""
        return [Action(_("Load geography"), reverse("geography:load"), PERMISSION, "primary")]

    def get_regions(self) -> list[Region]:
        """The places, and below them their sources."""
        sources = GeographySource.objects.select_related("country").order_by("country__name_key", "code")
        return [
            *super().get_regions(),
            table_region(
                self.request, sources, SourceTable, name="sources", prefix="source-", title=_("Sources")
            ),
        ]


class LoadForm(PageForm):
    """A file, or nothing for what is shipped."""

    file = forms.FileField(label=_("File"), required=False)
    source = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=LONGEST_SOURCE,
        help_text=_("What the file is called from now on. A later file of the same source takes its place."),
    )
    countries = forms.CharField(
        label=_("Countries"),
        required=False,
        max_length=1000,
        help_text=_("Two-letter codes with spaces between; empty for all."),
    )
    sections = [Section(_("What to load"), Wide("file"), "source", "countries")]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "CSV in UTF-8 with the columns country, area_code, area, city, postal_code, other_names, latitude, "
            "longitude, population; at most %(size)s. Empty: what is shipped."
        ) % {"size": filesizeformat(settings.UPLOAD_MAX_SIZE)}

    def clean_file(self) -> uploads.Upload | None:
        """What was sent, checked by name, size and content."""
        sent = self.cleaned_data["file"]
        if not sent:
            return None
        upload = uploads.read(sent)
        if upload.content_type not in TEXT_TYPES:
            raise forms.ValidationError(_("Choose a CSV file."))
        return upload

    def clean_countries(self) -> str:
        """Codes that there are."""
        codes = self.cleaned_data["countries"].upper().replace(",", " ").split()
        known = set(Country.objects.filter(code2__in=codes).values_list("code2", flat=True))
        for code in codes:
            if code not in known:
                raise forms.ValidationError(_("There is no country %(code)s.") % {"code": code})
        return " ".join(codes)


class LoadGeography(CreateView):
    """Starts the program with an uploaded file, or with what is shipped."""

    permission = PERMISSION
    title = _("Load geography")
    section = "geography"
    template_name = "kept/upload.html"
    buttons = (Button(_("Load geography"), kind="primary"),)
    form_class = LoadForm
    cancel_url = reverse_lazy("geography:list")
    success_message = _("%(record)s was started.")
    stored: StoredFile | None = None

    def get_forms(self, data: Any = None, quiet: bool = False) -> dict[str, Any]:
        """The form with the file that was sent."""
        sent = self.request.FILES if data is not None else None
        return {"form": LoadForm(data=data, files=sent, quiet=quiet)}

    def before_work(self, form: Any) -> None:
        """Store the bytes, once, before the unit of work opens (trust 2)."""
        upload = form.cleaned_data["file"]
        if upload is not None and self.stored is None:
            self.stored = files.store(
                upload.content, name=upload.name, content_type=upload.content_type, stored_by=self.user
            )

    def save(self, form: Any) -> JobRun:
        """Submit the run; it starts once this is committed."""
        given = {"countries": form.cleaned_data["countries"]}
        if self.stored is not None:
            name = form.cleaned_data["source"] or self.stored.name
            given |= {"file": self.stored.pk, "source": name[:LONGEST_SOURCE]}
        return submit(CODE, given, self.user)
