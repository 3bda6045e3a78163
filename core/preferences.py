"""How each user likes the pages. Core says what there is to prefer, `settings.PREFERENCE_PROVIDER` who prefers what.

What the reader of the moment prefers is remembered for one request, or while a mail to him is written: language and
time zone where Django keeps them, the rest here. Nothing outlives the request, so a change is seen at once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from core import clock


@dataclass(frozen=True)
class Preferences:
    """What a user prefers; empty is the usual: of the browser, of the language, of the installation, of the device."""

    language: str = ""
    date_format: str = ""
    time_zone: str = ""
    theme: str = ""
    shortcuts: bool = True
    mail_notices: bool = True


USUAL = Preferences()


class PreferenceProvider(Protocol):
    """What an app above core must answer."""

    def read_with(self, users: Any) -> Any:
        """A queryset of users that reads what `preferences` needs together with them: no page asks for it again."""

    def preferences(self, user: Any) -> Preferences:
        """What `user`, who is stored, prefers."""


_reader: ContextVar[Preferences] = ContextVar("reader", default=USUAL)


@cache
def _provider(path: str) -> PreferenceProvider:
    return import_string(path)()


def provider() -> PreferenceProvider:
    """The provider that the settings name."""
    return _provider(settings.PREFERENCE_PROVIDER)


def of(user: Any) -> Preferences:
    """What `user` prefers; the usual for somebody who is not signed in."""
    return provider().preferences(user) if user is not None and user.is_authenticated else USUAL


def reader() -> Preferences:
    """What the one prefers who reads what is being written now."""
    return _reader.get()


def apply(preferences: Preferences) -> None:
    """Write from now on in this language, with these dates, in this time zone. Without a language it stays."""
    _reader.set(preferences)
    if preferences.language in dict(settings.LANGUAGES):
        translation.activate(preferences.language)
    timezone.activate(preferences.time_zone or clock.INSTALLATION_ZONE)


def forget() -> None:
    """Nobody reads any more: the usual of everything but the language, which each request decides anew."""
    _reader.set(USUAL)
    timezone.deactivate()


@contextmanager
def read_by(user: Any) -> Iterator[None]:
    """Write for `user` inside the block, as in a mail: without a preferred language in the installation's."""
    before, preferred = _reader.get(), of(user)
    language = preferred.language if preferred.language in dict(settings.LANGUAGES) else ""
    zone = preferred.time_zone or clock.INSTALLATION_ZONE
    _reader.set(preferred)
    try:
        with translation.override(language or settings.LANGUAGE_CODE), timezone.override(zone):
            yield
    finally:
        _reader.set(before)


def validate_language(value: str) -> None:
    """Refuse a language in which there are no pages."""
    if value not in dict(settings.LANGUAGES):
        raise ValidationError(_("Choose a language of the list."), code="language")
