"""Finding customers by words and numbers: one interface behind the search box and the search page.

Each typed word is a prefix and all of them must match; a text that looks like a number is also tried as one. Matches
are answered as a queryset of customer ids, so that pages narrow, sort and cut them in the database.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from core.scope import visible_units
from matching import normalise
from matching.likeliest import Found, Likeliest
from matching.models import MatchKey
from parties.models import Party

Kind = MatchKey.Kind
# Each word is one more look into the index; what ten words do not find, more will not.
MOST_WORDS = 10


def matching(
    parties: QuerySet[Party], text: str, user: Any, sources: Iterable[str] | None = None
) -> QuerySet[Party]:
    """Those of `parties` that `text` finds among `sources` (all when None), as `user` may see them.

    A word may stand anywhere in what is searched; `%` stands for any letters within it. Text without a single letter
    or digit finds nothing.
    """
    words = _words(text)
    if not words:
        return parties.none()
    met = Q()
    for word in words:
        met &= Q(pk__in=_keys(user, sources).filter(word).values("party"))
    number = _number(text)
    if number is not None:
        met |= Q(pk__in=_keys(user, sources).filter(number).values("party"))
    return parties.filter(met)


def found(parties: QuerySet[Party], text: str, user: Any) -> QuerySet[Party]:
    """Those of `parties` that `text` finds anywhere, the likeliest first; the first thousand are found fast."""
    everything = ranked(matching(parties, text, user), text, user)
    rows: Found = Found(model=Party, query=everything.query, using=everything.db)
    if words := _words(text):
        rows.likeliest = Likeliest(parties, _keys(user, None), text, words, _number(text))
    return rows


def with_number(parties: QuerySet[Party], text: str, user: Any, source: str) -> QuerySet[Party]:
    """Those of `parties` that have exactly this number, separators aside; `%` at its end means "begins with"."""
    value = normalise.number(text)
    if not value:
        return parties.none()
    lookup = "value__prefix" if text.strip().endswith("%") else "value"
    keys = _keys(user, [source]).filter(kind=Kind.NUMBER, **{lookup: value})
    return parties.filter(pk__in=keys.values("party"))


def with_value(parties: QuerySet[Party], value: Any, user: Any, source: str) -> QuerySet[Party]:
    """Those of `parties` that have exactly this value in an extra field."""
    keys = _keys(user, [source]).filter(kind=Kind.NAME, value=normalise.exact(value))
    return parties.filter(pk__in=keys.values("party"))


def named(parties: QuerySet[Party], text: str, *, whole: bool) -> QuerySet[Party]:
    """Those of `parties` whose name is `text`, or begins with it; case, accents and punctuation aside."""
    value = normalise.whole(text)
    if not value:
        return parties.none()
    lookup = "value" if whole else "value__prefix"
    keys = MatchKey.objects.filter(kind=Kind.NAME, source="name", **{lookup: value})
    return parties.filter(pk__in=keys.values("party"))


def ranked(parties: QuerySet[Party], text: str, user: Any) -> QuerySet[Party]:
    """`parties`, the likeliest first: exact number, whole name, its beginning, the rest; active before inactive."""
    own = _keys(user, None).filter(party=OuterRef("pk"))
    names = own.filter(kind=Kind.NAME, source__in=["name", "alias"])
    whole, as_number = normalise.whole(text), normalise.number(text)
    rank = Case(
        When(Exists(own.filter(kind=Kind.NUMBER, value=as_number)), then=Value(0)),
        When(Exists(names.filter(value=whole)), then=Value(1)),
        When(Exists(names.filter(value__prefix=whole)), then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    return parties.annotate(rank=rank).order_by("rank", "status", "name_key", "pk")


def _keys(user: Any, sources: Iterable[str] | None) -> QuerySet[MatchKey]:
    keys = MatchKey.objects.filter(Q(unit__isnull=True) | Q(unit_id__in=visible_units(user)))
    return keys if sources is None else keys.filter(source__in=list(sources))


def _words(text: str) -> list[Q]:
    return [_word(word) for word in normalise.words(text)[:MOST_WORDS]]


def _number(text: str) -> Q | None:
    """A text that looks like a number, as the beginning of one."""
    value = normalise.number(text)
    if not any(character.isdigit() for character in value):
        return None
    return Q(kind=Kind.NUMBER, value__prefix=value)


def _word(word: str) -> Q:
    """A word as a prefix of a word or of a number; with `%` inside as a pattern."""
    if "%" not in word.rstrip("%"):
        return Q(kind__in=[Kind.WORD, Kind.NUMBER], value__prefix=word.rstrip("%"))
    pattern = ".*".join(_escape(part) for part in word.split("%"))
    return Q(kind=Kind.WORD, value__regex=f"^{pattern}")


def _escape(part: str) -> str:
    return "".join(character if character.isalnum() else "\\" + character for character in part)
