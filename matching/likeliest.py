"""The likeliest customers for a text, found without looking at all the others.

A common word fits a tenth of all customers, and nobody reads further than the first thousand. So each word is looked up
in the index only as far as it takes to fill those; only where every word is common do they meet in the database.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from matching import normalise
from matching.models import MatchKey
from parties.models import Party
from parties.querysets import PartyQuerySet

Kind = MatchKey.Kind
# One more than a list shows, so that it can say "1,000+".
MOST = 1_001
# The rank of those who fit by their words alone.
REST = 3


class Likeliest:
    """The first ones of what a text finds among `parties`: exact number, whole name, its beginning, the rest.

    `keys` are the search keys that count; `words` the conditions that the words of the text put to them, `number` the
    one of the text as a number, None where it is none.
    """

    def __init__(
        self,
        parties: QuerySet[Party],
        keys: QuerySet[MatchKey],
        text: str,
        words: list[Q],
        number: Q | None,
    ) -> None:
        self.parties, self.keys, self.words, self.number = parties, keys, words, number
        self.whole, self.as_number = normalise.whole(text), normalise.number(text)
        self.is_number = number is not None or normalise.words(text) == [self.as_number]

    def rows(self) -> QuerySet[Party]:
        """At most MOST customers, in no order."""
        return self.parties.filter(pk__in=[pk for tier in self.tiers for pk in tier])

    def ranked(self) -> QuerySet[Party]:
        """The same, the likeliest first; active before inactive, then by name."""
        ranks = [When(pk__in=ids, then=Value(rank)) for rank, ids in enumerate(self.tiers[:REST]) if ids]
        rank = Case(*ranks, default=Value(REST), output_field=IntegerField())
        return self.rows().annotate(rank=rank).order_by("rank", "status", "name_key", "pk")

    @cached_property
    def tiers(self) -> list[list[int]]:
        """Ids by how well they fit, each once, MOST in all."""
        taken: dict[int, None] = {}
        found = []
        for ids in self._tiers():
            new = [pk for pk in dict.fromkeys(ids) if pk not in taken][: MOST - len(taken)]
            taken.update(dict.fromkeys(new))
            found.append(new)
            if len(taken) >= MOST:
                break
        return found

    def _tiers(self) -> Iterator[Iterable[int]]:
        names = self.keys.filter(kind=Kind.NAME, source__in=["name", "alias"])
        yield self._some(self.keys.filter(kind=Kind.NUMBER, value=self.as_number)) if self.is_number else ()
        yield self._some(names.filter(value=self.whole))
        yield self._some(names.filter(value__prefix=self.whole))
        numbered = self._some(self.keys.filter(self.number)) if self.number is not None else set()
        yield [*numbered, *self._with_all_words()]

    def _with_all_words(self) -> set[int]:
        """Customers that have every word: all of them, or MOST."""
        found = [(word, self._some(self.keys.filter(word))) for word in self.words]
        rare = [ids for _word, ids in found if len(ids) < MOST]
        common = [word for word, ids in found if len(ids) >= MOST]
        if len(found) == 1:
            return found[0][1]
        if rare:
            met = set.intersection(*rare)
            for word in common:
                met &= set(self.keys.filter(word, party__in=met).values_list("party", flat=True))
            return met
        keys = self.keys.filter(common[0])
        for word in common[1:]:
            keys = keys.filter(party__in=self.keys.filter(word).values("party"))
        return self._some(keys)

    def _some(self, keys: QuerySet[MatchKey]) -> set[int]:
        """Customers whom these keys lead to: all of them, or MOST; a customer may have several such keys."""
        if self.parties.query.where:
            keys = keys.filter(party__in=self.parties)
        limit = MOST + MOST // 4
        while True:
            ids = list(keys.order_by().values_list("party", flat=True)[:limit])
            found = set(ids)
            if len(ids) < limit or len(found) >= MOST:
                return found
            limit *= 4


class Found(PartyQuerySet):
    """All that a search finds, in its order. Its first thousand, asked for as a slice, come from `likeliest`.

    Whatever narrows, sorts or goes through all of it works on the whole.
    """

    likeliest: Likeliest | None = None
    in_order = True

    def order_by(self, *names: Any) -> Any:
        """Sorted otherwise it has another beginning; not sorted, to be counted, it has the same."""
        rows = super().order_by(*names)
        rows.likeliest, rows.in_order = None if names else self.likeliest, False
        return rows

    def all(self) -> Any:
        """The same."""
        rows = super().all()
        rows.likeliest, rows.in_order = self.likeliest, self.in_order
        return rows

    def __getitem__(self, key: Any) -> Any:
        """A slice from the first thousand without the others."""
        if self.likeliest and isinstance(key, slice) and key.stop is not None and key.stop <= MOST:
            return (self.likeliest.ranked() if self.in_order else self.likeliest.rows())[key]
        return super().__getitem__(key)
