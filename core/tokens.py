"""One-time form tokens: a double click or a browser's retry makes one record and shows the same answer (trust 5)."""

import hashlib
import json
import secrets
from typing import Any

from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from core.models.machinery import FormToken

# Letters of a token, as the column takes them.
LENGTH = 43
# Fields of a posted form that say nothing about its content.
NOT_CONTENT = frozenset({"csrfmiddlewaretoken", "form_token"})


class OtherContent(Exception):
    """The form was sent already, with other content."""

    def __str__(self) -> str:
        return _("This form was sent already, with other content. Open it again to enter something new.")


class SentMeanwhile(Exception):
    """The same form is being saved by another request at this moment; `replay` will know its answer."""


def new() -> str:
    """A token for a form that is about to be shown."""
    return secrets.token_urlsafe(32)


def digest(data: QueryDict) -> str:
    """What the posted form contains, as 64 hexadecimal characters."""
    content = {name: values for name, values in data.lists() if name not in NOT_CONTENT}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def replay(user: Any, token: str, content: str) -> str | None:
    """The address of the answer when this form was sent before, else None; OtherContent when it differs."""
    kept = FormToken.objects.filter(token=token[:LENGTH], user=user).first()
    if kept is None:
        return None
    if kept.digest != content:
        raise OtherContent
    return kept.result_url


def keep(user: Any, token: str, content: str, result_url: str) -> None:
    """Remember the answer, in the transaction that made it; SentMeanwhile when another request was faster."""
    try:
        with transaction.atomic():
            FormToken.objects.create(token=token[:LENGTH], user=user, digest=content, result_url=result_url)
    except IntegrityError as error:
        raise SentMeanwhile from error
