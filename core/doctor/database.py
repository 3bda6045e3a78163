"""Checks of the database: that it is the one this program needs, whole and with the right time."""

import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from core import clock, database_rules, health, numbers, roles
from core.database_rules import AppendOnly, NoOverlap
from core.doctor.answers import OK, Answer, lacking, wrong

MIGRATE = "manage.py migrate"
MOST_CLOCK_DIFFERENCE = datetime.timedelta(seconds=5)


def migrations_applied() -> Answer:
    """Migrations."""
    title = _("Migrations")
    if health.migrations_state() == health.OK:
        return Answer(title, OK, _("All are applied."))
    return wrong(title, _("The program is newer than the database."), _("Run %s.") % MIGRATE)


def rules_there() -> Answer:
    """Database rules."""
    return lacking(
        _("Database rules"),
        [name for name in database_rules.missing() if not name.startswith(_append_only())],
        _("All are in the database."),
        _("Missing: %(names)s (%(count)d). Wrong data can get in."),
        _("Run %s; if it fails, the data breaks the rule already: manage.py checkdata finds it.") % MIGRATE,
    )


def history_kept() -> Answer:
    """History."""
    return lacking(
        _("History"),
        [name for name in database_rules.missing() if name.startswith(_append_only())],
        _("It can only be added to."),
        _("Triggers missing or switched off: %(names)s (%(count)d). It can be changed."),
        _("Run %s, and find out who took them away.") % MIGRATE,
    )


def _append_only() -> tuple[str, ...]:
    return tuple(rule.name for _model, rule in database_rules.declared() if isinstance(rule, AppendOnly))


def sequences_there() -> Answer:
    """Number series."""
    return lacking(
        _("Number series"),
        numbers.missing(),
        _("All are there."),
        _("Sequences missing: %(names)s (%(count)d). Records that draw from them cannot be made."),
        _("Run %s.") % MIGRATE,
    )


def extensions_there() -> Answer:
    """Extensions."""
    missing: set[str] = set()
    if connection.vendor == "postgresql":
        ranged = any(isinstance(rule, NoOverlap) for _model, rule in database_rules.declared())
        missing = ({"btree_gist"} if ranged else set()) - set(_column("SELECT extname FROM pg_extension"))
    return lacking(
        _("Extensions"),
        sorted(missing),
        _("None is missing."),
        _("Missing: %(names)s (%(count)d)."),
        _("As a database administrator run CREATE EXTENSION for each, then %s.") % MIGRATE,
    )


def roles_in_step() -> Answer:
    """Roles."""
    return lacking(
        _("Roles"),
        roles.out_of_step(),
        _("Each has the permissions that it should have."),
        _("With other permissions than they should have: %(names)s (%(count)d)."),
        _("Run %s.") % MIGRATE,
    )


def same_time() -> Answer:
    """Clock."""
    title = _("Clock")
    theirs = _database_time()
    difference = abs(clock.now() - theirs)
    if difference <= MOST_CLOCK_DIFFERENCE:
        return Answer(title, OK, _("This machine and the database agree."))
    finding = _("This machine and the database differ by %(seconds)d seconds.")
    return wrong(
        title,
        finding % {"seconds": round(difference.total_seconds())},
        _("Let both take their time from the same server (NTP)."),
    )


def _database_time() -> datetime.datetime:
    if connection.vendor == "sqlite":
        [text] = _column("SELECT strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')")
        return datetime.datetime.fromisoformat(text)
    moment: datetime.datetime = _column("SELECT clock_timestamp()")[0]
    return moment


def _column(sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [value for (value,) in cursor.fetchall()]
