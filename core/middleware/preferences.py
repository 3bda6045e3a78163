"""Lets every page be written as its reader prefers: language, dates, time zone, appearance."""

from collections.abc import Callable
from typing import Any

from django.core.signals import request_finished, request_started
from django.dispatch import receiver
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

from core import preferences
from core.middleware.access import is_public


@receiver([request_started, request_finished], dispatch_uid="core.middleware.preferences.forget")
def forget(**_kwargs: Any) -> None:
    """No request inherits what another one's reader prefers. Streamed answers are written before the second."""
    preferences.forget()


class PreferenceMiddleware:
    """Applies the preferences of the user. Public pages follow the browser and never ask who looks at them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: tuple[Any, ...], view_kwargs: dict[str, Any]
    ) -> None:
        """Apply them before the view runs; the language of the browser holds where none is preferred."""
        if not is_public(request) and request.user.is_authenticated:
            preferences.apply(preferences.of(request.user))
            request.LANGUAGE_CODE = translation.get_language() or ""
