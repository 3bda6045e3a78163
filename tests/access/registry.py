"""Who may do what at every address: the one list that a new page adds a line to.

PAGES     URL name: (the permission that opens it, the sample record in its address or "")
SAMPLES   name: what an address needs, from the world and one of its units; `owned` ones belong to that unit
The admin's addresses follow from its models; what is special about some of them stands below.
"""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.contrib import admin
from django.utils import timezone

from accounts.models import AccountDocument, AccountNote
from core.access import PUBLIC, SIGNED_IN
from core.exports.program import CODE, KEPT
from core.files import store
from core.models import ExtraField, Job, JobRun, User
from core.models.desk import SavedSearch
from parties.models import (
    Location,
    Party,
    PartyDocument,
    PartyNote,
    PartySite,
    QueueDecision,
    QueueItem,
)
from profiles.models import Profile, ProfileClass, ProfileVersion
from reference import models as reference
from sites.models import AccountSite, AddressMove, SiteDocument, SiteNote, SiteSourceReference, SiteUse
from tests import factories
from tests.access.world import Side, World

MISSING = 987_654_321


@dataclass(frozen=True)
class Sample:
    """What fills an address: from the world, and from a unit where it is the unit's own (`owned`).

    `seen_with`: the permission without which the record does not exist for somebody.
    """

    values: Callable[[World, Side], dict[str, Any]]
    owned: bool = False
    seen_with: str = ""


def shared_search() -> SavedSearch:
    """A search that somebody shares who is none of those who ask."""
    found = SavedSearch.objects.filter(shared=True).first()
    given = {"name": "Shared", "name_key": "shared", "url_name": "customers:search", "query": "q=a"}
    return found or SavedSearch.objects.create(owner=factories.UserFactory(), shared=True, **given)


def planned_move(side: Side) -> AddressMove:
    """A move of the address of the unit's site, planned for a day far away."""
    found = AddressMove.objects.open().filter(party_site=side.site.party_site_id).first()
    return found or factories.AddressMoveFactory(party_site=side.site.party_site)


SAMPLES = {
    "": Sample(lambda world, side: {}),
    "party": Sample(lambda world, side: {"pk": world.party.pk}),
    "address": Sample(lambda world, side: {"pk": side.site.party_site_id}),
    "move": Sample(lambda world, side: {"pk": planned_move(side).pk}),
    "account": Sample(lambda world, side: {"pk": world.account.pk}),
    "site": Sample(lambda world, side: {"pk": side.site.pk}, owned=True),
    "use": Sample(lambda world, side: {"pk": side.use.pk}, owned=True),
    "use of site": Sample(lambda world, side: {"site_id": side.site.pk, "pk": side.use.pk}, owned=True),
    "customer note": Sample(lambda world, side: {"pk": world.kept["customer note"].pk}),
    "customer document": Sample(lambda world, side: {"pk": world.kept["customer document"].pk}),
    "account note": Sample(lambda world, side: {"pk": world.kept["account note"].pk}),
    "account document": Sample(lambda world, side: {"pk": world.kept["account document"].pk}),
    "site note": Sample(lambda world, side: {"pk": side.note.pk}, owned=True),
    "site document": Sample(lambda world, side: {"pk": side.document.pk}, owned=True),
    "run": Sample(lambda world, side: {"pk": world.run.pk}, seen_with="core.view_jobrun"),
    "queue-item": Sample(
        lambda world, side: {"pk": QueueItem.objects.get(check_code="no-primary", unit=side.unit).pk},
        owned=True,
    ),
    "user": Sample(lambda world, side: {"pk": world.personas["sales"].user.pk}),
    "password link": Sample(lambda world, side: {"uidb64": "MQ", "token": "set-password"}),
    "shared search": Sample(
        lambda world, side: {"pk": shared_search().pk}, seen_with="core.change_savedsearch"
    ),
    "seen search": Sample(lambda world, side: {"pk": shared_search().pk}, seen_with="parties.view_party"),
    "value": Sample(
        lambda world, side: {"kind": "reference.lookupvalue", "pk": _any(reference.LookupValue).pk}
    ),
    "program": Sample(lambda world, side: {"program": "prune"}),
    # Who asked for it is the superuser: only he may do what no role allows.
    "own export": Sample(lambda world, side: {"pk": _own_export(world).pk}, seen_with="core.own_export"),
}

PAGES: dict[str, tuple[str, str]] = {
    "start": (SIGNED_IN, ""),
    "start-page": (SIGNED_IN, ""),
    "login": (PUBLIC, ""),
    "logout": (SIGNED_IN, ""),
    "palette": (SIGNED_IN, ""),
    "shortcuts": (SIGNED_IN, ""),
    "history": ("core.view_changerecord", ""),
    "healthz": (PUBLIC, ""),
    "readyz": (PUBLIC, ""),
    "customers:search": ("parties.view_party", ""),
    "customers:create-organization": ("parties.add_party", ""),
    "customers:create-person": ("parties.add_party", ""),
    "customers:create-account": ("accounts.add_account", "party"),
    "customers:overview": ("accounts.view_account", "party"),
    "customers:notes": ("parties.view_partynote", "party"),
    "customers:compare": ("core.view_changerecord", "party"),
    "customers:whole": ("customer_sites.view_siteuse", "party"),
    "customers:history": ("core.view_changerecord", "party"),
    "customers:edit": ("parties.change_party", "party"),
    "customers:bulk": ("parties.change_party", ""),
    "customers:remove": ("parties.change_party", "party"),
    "customers:restore": ("parties.change_party", "party"),
    "accounts:create-site": ("customer_sites.add_accountsite", "account"),
    "customers:addresses": ("parties.view_partysite", "party"),
    "addresses:add": ("parties.add_partysite", "party"),
    "addresses:change": ("parties.change_location", "address"),
    "addresses:edit": ("parties.change_partysite", "address"),
    "addresses:identifying": ("parties.change_partysite", "address"),
    "addresses:remove": ("parties.change_partysite", "address"),
    "addresses:restore": ("parties.change_partysite", "address"),
    "addresses:change-move": ("customer_sites.change_addressmove", "move"),
    "addresses:cancel-move": ("customer_sites.change_addressmove", "move"),
    "accounts:overview": ("customer_sites.view_accountsite", "account"),
    "accounts:notes": ("accounts.view_accountnote", "account"),
    "accounts:compare": ("core.view_changerecord", "account"),
    "accounts:history": ("core.view_changerecord", "account"),
    "accounts:edit": ("accounts.change_account", "account"),
    "accounts:bulk": ("accounts.change_account", ""),
    "accounts:remove": ("accounts.change_account", "account"),
    "accounts:restore": ("accounts.change_account", "account"),
    "sites:overview": ("customer_sites.view_siteuse", "site"),
    "sites:details": ("customer_sites.view_accountsite", "site"),
    "sites:notes": ("customer_sites.view_sitenote", "site"),
    "sites:compare": ("core.view_changerecord", "site"),
    "sites:history": ("core.view_changerecord", "site"),
    "sites:edit": ("customer_sites.change_accountsite", "site"),
    "sites:bulk": ("customer_sites.change_accountsite", ""),
    "sites:remove": ("customer_sites.change_accountsite", "site"),
    "sites:restore": ("customer_sites.change_accountsite", "site"),
    "sites:identifying": ("parties.change_partysite", "site"),
    "sites:copy": ("customer_sites.add_accountsite", "site"),
    "sites:add-purposes": ("customer_sites.add_siteuse", "site"),
    "sites:purpose": ("customer_sites.view_siteuse", "use of site"),
    "sites:purpose-history": ("core.view_changerecord", "use of site"),
    "sites:edit-purpose": ("customer_sites.change_siteuse", "use of site"),
    "purposes:primary": ("customer_sites.change_siteuse", "use"),
    "purposes:remove": ("customer_sites.change_siteuse", "use"),
    "purposes:restore": ("customer_sites.change_siteuse", "use"),
    "queue:list": ("parties.view_queuedecision", ""),
    "queue:assign": ("parties.change_queuedecision", "queue-item"),
    "queue:dismiss": ("parties.change_queuedecision", "queue-item"),
    "queue:reopen": ("parties.change_queuedecision", "queue-item"),
    "searches:list": (SIGNED_IN, ""),
    "searches:create": (SIGNED_IN, ""),
    "searches:change": (SIGNED_IN, "shared search"),
    "searches:delete": (SIGNED_IN, "shared search"),
    "searches:begin": (SIGNED_IN, "seen search"),
    "recent": (SIGNED_IN, ""),
    "drafts:keep": (SIGNED_IN, ""),
    "drafts:discard": (SIGNED_IN, ""),
    "passwords:change": (SIGNED_IN, ""),
    "passwords:forgotten": (PUBLIC, ""),
    "passwords:new": (PUBLIC, "password link"),
    "passwords:link": ("core.change_user", "user"),
    "preferences:edit": (SIGNED_IN, ""),
    "preferences:theme": (SIGNED_IN, ""),
    "documents:list": ("parties.view_partydocument", ""),
    "values:use": ("reference.change_lookupvalue", "value"),
    "values:remove": ("reference.change_lookupvalue", "value"),
    "geography:list": ("reference.change_country", ""),
    "geography:load": ("reference.change_country", ""),
    "jobs:list": ("core.view_jobrun", ""),
    "jobs:programs": ("core.view_jobrun", ""),
    "jobs:start": ("core.add_jobrun", "program"),
    "jobs:run": ("core.view_jobrun", "run"),
    "jobs:export": (SIGNED_IN, ""),
    "jobs:file": (SIGNED_IN, "own export"),
    "jobs:cancel": ("core.change_jobrun", "run"),
    "jobs:resume": ("core.change_jobrun", "run"),
}

# Notes and documents have the same pages for each kind of record.
for _kind, _owner, _model in (
    ("customer", "party", "parties.{}_party{}"),
    ("account", "account", "accounts.{}_account{}"),
    ("site", "site", "customer_sites.{}_site{}"),
):
    for _what, _verbs in (
        ("note", ("edit", "pin", "unpin", "remove", "restore")),
        ("document", ("edit", "remove", "restore")),
    ):
        PAGES[f"{_what}s:add-{_kind}"] = (_model.format("add", _what), _owner)
        for _verb in _verbs:
            PAGES[f"{_what}s:{_verb}-{_kind}"] = (_model.format("change", _what), f"{_kind} {_what}")
    PAGES[f"documents:download-{_kind}"] = (_model.format("view", "document"), f"{_kind} document")

# Addresses of the admin that are about no model: what who may enter the admin is answered.
ADMIN_PAGES: dict[str, dict[str, set[int]]] = {
    "admin-login": {"GET": {302}, "POST": {405}},
    "admin:login": {"GET": {302}, "POST": {405}},
    "admin:index": {"GET": {200}, "POST": {200}},
    "admin:app_list": {"GET": {200}, "POST": {200}},
    "admin:logout": {"GET": {405}, "POST": {200, 302}},
    "admin:password_change": {"GET": {302}, "POST": {302}},
    "admin:password_change_done": {"GET": {200}, "POST": {405}},
    # Without saying which list it completes, it has nothing to answer.
    "admin:autocomplete": {"GET": {403}, "POST": {405}},
    "admin:jsi18n": {"GET": {200}, "POST": {405}},
    "admin:catch_all": {"GET": {404}, "POST": {404}},
}
ADMIN_VALUES = {"admin:app_list": {"app_label": "parties"}}

# What is added in the admin; everything else is made elsewhere. Nothing is ever deleted there.
ADDABLE = {User, Job, ExtraField, ProfileClass} | {
    model
    for model in admin.site._registry
    if model._meta.app_label == "reference" and model not in (reference.LookupType, reference.SystemOptions)
}
# What the admin shows and nobody changes there: it has pages of its own.
SHOWN_ONLY = {PartyNote, PartyDocument, QueueDecision, AccountNote, AccountDocument, SiteNote, SiteDocument}
SHOWN_ONLY |= {AddressMove}
# Set-up of all units: who keeps it sees all of it, others what belongs to their units.
SET_UP_OF_UNITS = {reference.DefaultLedgerAccounts, reference.LedgerAccount, reference.OperatingUnit}

# Sample records of models of which not any row will do.
MODEL_SAMPLES: dict[Any, Sample] = {
    Party: Sample(lambda world, side: {"pk": world.party.pk}),
    Location: Sample(lambda world, side: {"pk": side.site.party_site.location_id}),
    PartySite: Sample(lambda world, side: {"pk": side.site.party_site_id}),
    AccountSite: Sample(lambda world, side: {"pk": side.site.pk}, owned=True),
    SiteUse: Sample(lambda world, side: {"pk": side.use.pk}, owned=True),
    SiteNote: Sample(lambda world, side: {"pk": side.note.pk}, owned=True),
    SiteDocument: Sample(lambda world, side: {"pk": side.document.pk}, owned=True),
    SiteSourceReference: Sample(lambda world, side: {"pk": side.reference.pk}, owned=True),
    Profile: Sample(lambda world, side: {"pk": world.account.profile.pk}),
    ProfileVersion: Sample(lambda world, side: {"pk": world.account.profile.versions.get().pk}),
    reference.OperatingUnit: Sample(lambda world, side: {"pk": side.unit.pk}, owned=True),
    reference.DefaultLedgerAccounts: Sample(lambda world, side: {"pk": side.defaults.pk}, owned=True),
    reference.LedgerAccount: Sample(lambda world, side: {"pk": side.ledger.pk}, owned=True),
    User: Sample(lambda world, side: {"pk": world.personas["sales"].user.pk}),
}


def sample_of(model: Any) -> Sample:
    """A record of `model`: the one named above, else any there is, else a new one."""
    return MODEL_SAMPLES.get(model) or Sample(lambda world, side: {"pk": _any(model).pk})


def _own_export(world: World) -> JobRun:
    """The export that one of them had made, with its file."""
    made = JobRun.objects.filter(program=CODE).first()
    if made is not None:
        return made
    user = world.personas["superuser"].user
    until = timezone.now() + KEPT
    file = store(BytesIO(b"Name"), name="x.csv", content_type="text/csv", stored_by=user, expires_at=until)
    return JobRun.objects.create(
        program=CODE, requested_by=user, state="done", position={"file": file.pk}, ended_at=timezone.now()
    )


def _any(model: Any) -> Any:
    found = model._default_manager.order_by("pk").first()
    return found or getattr(factories, f"{model.__name__}Factory")()
