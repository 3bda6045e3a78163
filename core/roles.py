"""The roles of Registrar and what each may do (trust 8). Roles are code: reviewed, tested, shipped.

A role is a Django group of the same name that `install` brings in step after every migrate. A permission is Django's
own: "<app>.<view|add|change>_<model>". Nobody may delete.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission

VIEWER = "Viewer"
CLERK = "Clerk"
CREDIT_MANAGER = "Credit manager"
DATA_STEWARD = "Data steward"
ADMINISTRATOR = "Administrator"
AUDITOR = "Auditor"
SALES = "Sales"
SALES_ADMINISTRATOR = "Sales administrator"
INTEGRATION = "Integration"

CUSTOMER_APPS = ("parties", "accounts", "customer_sites", "profiles")
SETUP_APPS = ("reference",)

_READ = [("view", app) for app in (*CUSTOMER_APPS, *SETUP_APPS)]
_WRITE = [(verb, app) for verb in ("add", "change") for app in CUSTOMER_APPS]
_SETUP = [(verb, app) for verb in ("add", "change") for app in SETUP_APPS]
_USERS = [(verb, "core", model) for verb in ("view", "add", "change") for model in ("user", "membership")]
_JOBS = [("view", "core", "jobrun")]
_RUN_JOBS = [("view", "core", "jobrun"), ("add", "core", "jobrun"), ("change", "core", "jobrun")]
_SCHEDULES = [(verb, "core", "job") for verb in ("view", "add", "change")]
_SEARCHES = [("change", "core", "savedsearch")]
_HISTORY = [("view", "core", "changerecord")]
_CONFIDENTIAL = [("read", "reference", "confidential_document")]
_EXTRA_FIELDS = [(verb, "core", "extrafield") for verb in ("view", "add", "change")]
_JOIN_ROWS = [("delete", "core", "membership"), ("delete", "reference", "unitaccess")]

# role -> (verb, app label) for every model of the app, or (verb, app label, model)
GRANTS: dict[str, list[tuple[str, ...]]] = {
    VIEWER: [*_READ, *_HISTORY],
    CLERK: [*_READ, *_WRITE, *_HISTORY, *_JOBS],
    CREDIT_MANAGER: [*_READ, *_WRITE, *_HISTORY, *_JOBS, *_CONFIDENTIAL],
    DATA_STEWARD: [*_READ, *_WRITE, *_HISTORY, *_RUN_JOBS, *_CONFIDENTIAL],
    ADMINISTRATOR: [
        *[*_READ, *_WRITE, *_SETUP, *_USERS, *_HISTORY, *_RUN_JOBS, *_SCHEDULES, *_SEARCHES, *_JOIN_ROWS],
        *[*_EXTRA_FIELDS, *_CONFIDENTIAL],
    ],
    AUDITOR: [
        *[*_READ, *_HISTORY, *_JOBS, *_CONFIDENTIAL],
        *[("view", "core", model) for model in ("user", "membership", "extrafield")],
    ],
    SALES: [*_READ],
    SALES_ADMINISTRATOR: [*_READ, *_JOBS],
    INTEGRATION: [*_READ, *_WRITE],
}
# Profile classes are set-up that only administrators change, though profiles are not.
WITHHELD: dict[tuple[str, str], frozenset[str]] = {
    ("profiles", "profileclass"): frozenset({ADMINISTRATOR}),
}


def holds(user: Any, role: str) -> bool:
    """Whether `user`, if he may still work here, has `role` now: asked of the database, not of the session."""
    return user.is_active and user.memberships.filter(group__name=role).exists()


def install(using: str = "default") -> None:
    """Make every role's group and bring its permissions in step with GRANTS; idempotent, few queries."""
    groups = {group.name: group for group in Group.objects.using(using).filter(name__in=GRANTS)}
    Group.objects.using(using).bulk_create([Group(name=name) for name in GRANTS if name not in groups])
    groups = {group.name: group for group in Group.objects.using(using).filter(name__in=GRANTS)}
    permissions = list(_known_permissions(using))
    through = Group.permissions.through
    held = set(through.objects.using(using).values_list("group_id", "permission_id"))
    wanted = {
        (groups[role].pk, permission.pk) for role in GRANTS for permission in _granted(role, permissions)
    }
    through.objects.using(using).bulk_create(
        [through(group_id=group, permission_id=permission) for group, permission in wanted - held]
    )
    for group, permission in held - wanted:
        if group in {g.pk for g in groups.values()}:
            through.objects.using(using).filter(group_id=group, permission_id=permission).delete()


def out_of_step(using: str = "default") -> list[str]:
    """Roles that are missing, or whose permissions are not those of GRANTS, for `manage.py doctor`."""
    permissions = list(_known_permissions(using))
    held: dict[str, set[int]] = {}
    rows = Group.objects.using(using).filter(name__in=GRANTS).values_list("name", "permissions")
    for role, permission in rows:
        held.setdefault(role, set()).update({permission} - {None})
    return [role for role in GRANTS if held.get(role) != {each.pk for each in _granted(role, permissions)}]


def _known_permissions(using: str) -> Iterable[Permission]:
    labels = [*CUSTOMER_APPS, *SETUP_APPS, "core"]
    known = Permission.objects.using(using).filter(content_type__app_label__in=labels)
    return known.select_related("content_type")


def _granted(role: str, permissions: Iterable[Permission]) -> Iterable[Permission]:
    for permission in permissions:
        verb, _, model = permission.codename.partition("_")
        app = permission.content_type.app_label
        allowed = (verb, app) in GRANTS[role] or (verb, app, model) in GRANTS[role]
        holders = WITHHELD.get((app, model)) if verb != "view" else None
        if allowed and (holders is None or role in holders):
            yield permission
