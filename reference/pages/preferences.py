"""What a user prefers: everybody changes his own."""

import copy
import zoneinfo
from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import preferences
from core.access import SIGNED_IN
from core.choices import ActiveChoiceField
from core.pages import saving
from core.pages.forms import Section, VersionedForm
from core.pages.page import Page
from core.pages.views import EditView
from reference import options, services
from reference.models import OperatingUnit, UserPreference

# Zones that are not named after a place, beside the one that everybody knows.
NO_PLACES = ("Etc/", "SystemV/", "US/", "posix/", "right/")
UTC = "UTC"


def language_choices() -> list[tuple[str, Any]]:
    """Each language in its own words."""
    return [("", _("As the browser asks")), *settings.LANGUAGES]


def zone_choices() -> Iterator[tuple[str, str]]:
    """Every time zone that is named after a place."""
    yield "", _("That of the installation (%(zone)s)") % {"zone": options.installation_zone()}
    yield UTC, UTC
    for name in sorted(zoneinfo.available_timezones()):
        if "/" in name and not name.startswith(NO_PLACES):
            yield name, name.replace("_", " ")


class PreferencesForm(VersionedForm):
    """How the pages are, and what new records start with."""

    language = forms.ChoiceField(label=gettext_lazy("language"), required=False, choices=language_choices)
    time_zone = forms.ChoiceField(label=gettext_lazy("time zone"), required=False, choices=zone_choices)

    sections = [
        Section(gettext_lazy("Language and times"), "language", "date_format", "time_zone"),
        Section(gettext_lazy("Appearance and keys"), "theme", "shortcuts"),
        Section(gettext_lazy("Notices"), "mail_notices"),
        Section(gettext_lazy("What new records start with"), "default_unit", "default_country"),
    ]

    class Meta:
        model = UserPreference
        fields = [
            "language",
            "date_format",
            "time_zone",
            "theme",
            "shortcuts",
            "mail_notices",
            "default_unit",
            "default_country",
        ]
        field_classes = dict.fromkeys(["default_unit", "default_country"], ActiveChoiceField)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Their choices say it all.
        for name in ("date_format", "theme"):
            self.fields[name].help_text = ""
        self.fields["default_unit"].help_text = _("The unit that a new account site starts with.")
        self._name_the_usual("date_format", _("As is usual in the language"))
        self._name_the_usual("theme", _("As the device is set"))
        mine = OperatingUnit.objects.filter(access__user_id=self.instance.user_id)
        self.fields["default_unit"].queryset = mine

    def _name_the_usual(self, name: str, words: str) -> None:
        field = self.fields[name]
        field.choices = [("", words), *(choice for choice in field.choices if choice[0])]


class EditPreferences(EditView):
    """One's own preferences. They hold from the answer on, which is given in the new language already."""

    help: Any = gettext_lazy(
        "How you like the pages: language, dates, time zone, appearance, keys and mail, and the "
        "operating unit and country that new records begin with."
    )
    permission = SIGNED_IN
    section = "preferences"
    title = gettext_lazy("Preferences")
    form_class = PreferencesForm

    def load(self) -> None:
        """The user's own, empty as long as nothing was stored."""
        self.record = copy.copy(options.preferences(self.user))

    def save(self, form: Any) -> UserPreference:
        """Store them, and go on as they say."""
        stored = services.change_preferences(form.instance, version=form.cleaned_data["version"])
        preferences.apply(options.StoredPreferences().of(stored))
        return stored

    def get_success_url(self, record: UserPreference) -> str:
        """Back to where the user came from."""
        return saving.safe_next(self.request, record.get_absolute_url())

    def get_success_message(self, record: UserPreference) -> str:
        """They have no name by which to call them."""
        if record.pk is None or (self.record.pk and record.version == self.record.version):
            return _("Nothing was changed in your preferences.")
        return _("Your preferences were saved.")


class ChooseTheme(Page):
    """Light, dark, or as the device is set: from the menu of every page, without opening a form."""

    permission = SIGNED_IN
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Store the choice and show the same page again."""
        theme = request.POST.get("theme", "")
        if theme not in ("", *UserPreference.Theme.values):
            raise BadRequest("There is no such theme.")
        with saving.page_work(request):
            services.choose_theme(self.user, theme)
        return HttpResponseRedirect(saving.safe_next(request, "/"))
