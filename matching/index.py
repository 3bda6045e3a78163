"""The word index: which words and numbers lead to which customer. Refreshed set-based by the unit of work."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from accounts.models import Account, AccountSourceReference, FormerAccountNumber
from core.extra import known_fields
from core.models import ExtraField
from core.work import current, made_without
from matching import normalise
from matching.models import MatchKey
from parties.models import OrganizationDetails, Party, PartySite, PartySourceReference
from sites.models import AccountSite, SiteSourceReference, SiteUse

Kind = MatchKey.Kind
Entry = tuple[int, str, str, str, int | None]
# (customer id, kind, source, value, operating unit)

BATCH = 1000
# The kinds of records with extra fields, by the letter that their sources begin with.
EXTRA_SOURCES: dict[str, Any] = {"p": Party, "a": Account, "s": AccountSite}
WORDY = frozenset({ExtraField.Type.TEXT, ExtraField.Type.CHOICE})
# Each source of words of an address, and the columns of a location that they come from.
ADDRESS_SOURCES = {
    "line": ("line1", "line2", "line3", "line4"),
    "city": ("city",),
    "county": ("county",),
    "state": ("state",),
    "province": ("province",),
    "postal_code": ("postal_code",),
}


def extra_source(model: Any, code: str) -> str:
    """The source of the keys of an extra field: "p.delivery_class"."""
    return next(f"{letter}.{code}" for letter, kind in EXTRA_SOURCES.items() if kind is model)


def refresh(party_ids: Sequence[int]) -> None:
    """Bring the keys of these customers in step with their rows; writes only what differs."""
    wanted = set(entries(party_ids))
    present = _stored(party_ids)
    gone = [pk for entry, pk in present.items() if entry not in wanted]
    if gone:
        MatchKey.objects.filter(pk__in=gone).delete()
    MatchKey.objects.bulk_create(
        [
            MatchKey(party_id=party, kind=kind, source=source, value=value, unit_id=unit)
            for party, kind, source, value, unit in sorted(wanted - present.keys(), key=str)
        ],
        batch_size=BATCH,
    )


def _stored(party_ids: Sequence[int]) -> dict[Any, int]:
    """The ids of the stored keys, by what they say."""
    if made_without(Party, party_ids, MatchKey):
        current().inserted.add(MatchKey)
        return {}
    rows = MatchKey.objects.filter(party_id__in=party_ids)
    columns = ("pk", "party_id", "kind", "source", "value", "unit_id")
    return {tuple(entry): pk for pk, *entry in rows.values_list(*columns)}


def entries(party_ids: Sequence[int]) -> Iterator[Entry]:
    """The keys that these customers should have, some of them more than once."""
    yield from _party_entries(party_ids)
    yield from _account_entries(party_ids)
    yield from _address_entries(party_ids)
    yield from _unit_entries(party_ids)


def _party_entries(party_ids: Sequence[int]) -> Iterator[Entry]:
    rows = Party.objects.filter(pk__in=party_ids).order_by()
    for pk, name, alias, spoken, registry, taxpayer, registration, values in rows.values_list(
        "pk",
        "name",
        "alias",
        "pronunciation",
        "registry_id",
        "taxpayer_id",
        "tax_registration_number",
        "extra",
    ):
        yield from _extra(pk, Party, values)
        yield from _text(pk, "name", name, whole=True)
        yield from _text(pk, "alias", alias, whole=True)
        yield from _text(pk, "pronunciation", spoken)
        yield from _number(pk, "registry_id", registry)
        yield from _number(pk, "taxpayer_id", taxpayer)
        yield from _number(pk, "tax_registration_number", registration)
    duns = OrganizationDetails.objects.filter(party_id__in=party_ids).order_by()
    for pk, value in duns.values_list("party_id", "duns_number"):
        yield from _number(pk, "duns_number", value)
    if made_without(Party, party_ids, PartySourceReference):
        return
    references = PartySourceReference.objects.filter(party_id__in=party_ids).order_by()
    for pk, value in references.values_list("party_id", "value"):
        yield from _number(pk, "reference", value)


def _account_entries(party_ids: Sequence[int]) -> Iterator[Entry]:
    accounts = Account.objects.filter(party_id__in=party_ids).order_by()
    columns = ("party_id", "number", "description", "extra")
    for pk, account_number, description, values in accounts.values_list(*columns):
        yield from _extra(pk, Account, values)
        yield from _number(pk, "account_number", account_number)
        yield from _text(pk, "account_description", description)
    for model, source, value in (
        (FormerAccountNumber, "former_number", "number"),
        (AccountSourceReference, "reference", "value"),
    ):
        if made_without(Party, party_ids, model):
            continue
        rows = model.objects.filter(account__party_id__in=party_ids).order_by()
        for pk, text in rows.values_list("account__party_id", value):
            yield from _number(pk, source, text)


def _address_entries(party_ids: Sequence[int]) -> Iterator[Entry]:
    """Addresses belong to the party, which every unit sees (D-1)."""
    rows = PartySite.objects.filter(party_id__in=party_ids).order_by()
    columns = [column for columns in ADDRESS_SOURCES.values() for column in columns]
    for pk, name, site_number, addressee, *address in rows.values_list(
        "party_id", "name", "number", "addressee", *[f"location__{column}" for column in columns]
    ):
        yield from _text(pk, "site_name", name)
        yield from _text(pk, "addressee", addressee)
        yield from _number(pk, "site_number", site_number)
        values = dict(zip(columns, address, strict=True))
        for source, parts in ADDRESS_SOURCES.items():
            yield from _text(pk, source, " ".join(values[part] for part in parts))
        yield from _number(pk, "postal_code", values["postal_code"])


def _unit_entries(party_ids: Sequence[int]) -> Iterator[Entry]:
    """What one operating unit keeps of its own finds the customer for that unit's users only (R-060)."""
    sites = AccountSite.objects.filter(account__party_id__in=party_ids).order_by()
    for pk, unit, translation, edi, values in sites.values_list(
        "account__party_id", "unit_id", "translation", "edi_location", "extra"
    ):
        yield from _extra(pk, AccountSite, values, unit=unit)
        yield from _text(pk, "translation", translation, unit=unit)
        yield from _number(pk, "edi_location", edi, unit=unit)
    uses = SiteUse.objects.filter(account__party_id__in=party_ids).order_by()
    for pk, unit, location in uses.values_list("account__party_id", "unit_id", "location"):
        yield from _number(pk, "location", location, unit=unit)
    if made_without(Party, party_ids, SiteSourceReference):
        return
    references = SiteSourceReference.objects.filter(site__account__party_id__in=party_ids).order_by()
    for pk, unit, value in references.values_list("site__account__party_id", "unit_id", "value"):
        yield from _number(pk, "reference", value, unit=unit)


def _text(
    party: int, source: str, text: str, *, whole: bool = False, unit: int | None = None
) -> Iterable[Entry]:
    for word in normalise.words(text):
        yield party, Kind.WORD, source, word, unit
    if whole and (name := normalise.whole(text)):
        yield party, Kind.NAME, source, name, unit


def _extra(party: int, model: Any, values: dict[str, Any], unit: int | None = None) -> Iterable[Entry]:
    """Extra fields find by their exact value, and texts and choices by their words as well."""
    known = known_fields(model) if values else {}
    for code, value in values.items():
        source = extra_source(model, code)
        yield party, Kind.NAME, source, normalise.exact(value), unit
        if code in known and known[code].type in WORDY:
            yield from _text(party, source, value, unit=unit)


def _number(party: int, source: str, text: str, unit: int | None = None) -> Iterable[Entry]:
    key = normalise.number(text)
    if key:
        yield party, Kind.NUMBER, source, key, unit
