"""Loads fixtures of records as one unit of work: all of them, validated and with history, or none."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.management.base import CommandError
from django.core.management.commands.loaddata import Command as DjangoCommand
from django.core.serializers import get_public_serializer_formats
from django.core.serializers.base import DeserializationError
from django.db import DatabaseError, IntegrityError, connections

from core import constraints, hooks
from core.guard import allowed
from core.history import differences
from core.models import ChangeRecord, FurtherRoot, Record
from core.validation import prepare, validate_many
from core.work import current, work
from core.writes import rows

AT_A_TIME = 500


@dataclass
class Loaded:
    """A record from a file, where it stood there, and what the database held under its key before."""

    record: Any
    place: str
    before: dict[str, Any] | None


class Command(DjangoCommand):
    """Django's `loaddata`, through the rules of the write functions.

    Rows go in one by one, so parents stand before their children and a value that is unique may not occur twice even
    for a moment; references to rows further down are fine. Then the whole set is validated and its history written.
    A record that is there already is changed, if the file has its version. Tables that hold no records are loaded in
    Django's own way; history is never loaded.
    """

    def handle(self, *fixture_labels: str, **options: Any) -> None:
        """Load all files or nothing; CommandError says which row of which file is wrong and why."""
        self.loaded: dict[type[Record], list[Loaded]] = defaultdict(list)
        try:
            with work(actor=None, channel="fixture"), allowed():
                super().handle(*fixture_labels, **options)
        except (
            DeserializationError,
            DatabaseError,
            ObjectDoesNotExist,
            ValidationError,
            ValueError,
        ) as error:
            raise CommandError(_nothing([str(error)])) from error

    def loaddata(self, fixture_labels: Sequence[str]) -> None:
        """Read the files, insert their rows, validate them all, then let the database check the references."""
        connection = connections[self.using]
        self.fixture_count = self.loaded_object_count = self.fixture_object_count = 0
        self.models: set[Any] = set()
        self.seen: set[Record] = set()
        self.objs_with_deferred_fields: list[Any] = []
        self.serialization_formats = get_public_serializer_formats()
        self.files = [file for label in fixture_labels for file, _folder, _name in self.find_fixtures(label)]
        self.rows: Counter[str] = Counter()
        for label in fixture_labels:
            self.load_label(label)
        for waiting in self.objs_with_deferred_fields:
            waiting.save_deferred_fields(using=self.using)
        for loaded in self.loaded.values():
            for start in range(0, len(loaded), AT_A_TIME):
                _finish(loaded[start : start + AT_A_TIME])
        connection.check_constraints(table_names=[model._meta.db_table for model in self.models])
        self.reset_sequences(connection, self.models)
        if self.verbosity >= 1:
            self.stdout.write(
                f"Installed {self.loaded_object_count} object(s) from {self.fixture_count} fixture(s)"
            )

    def save_obj(self, obj: Any) -> bool:
        """Insert or change one record; whatever is no record goes Django's way."""
        record, file = obj.object, self.files[self.fixture_count - 1]
        self.rows[file] += 1
        if isinstance(record, ChangeRecord | FurtherRoot):
            raise CommandError(_nothing(["History is written by changes and never loaded from a file."]))
        if not isinstance(record, Record) or self._excluded(record):
            return bool(super().save_obj(obj))
        place = f"{file}, row {self.rows[file]}, {record._meta.label} {record.pk or ''}".rstrip()
        if record.pk is not None and record in self.seen:
            raise CommandError(_nothing([f"{place}: this row occurs twice. Remove one."]))
        self.models.add(type(record))
        self.seen |= {record} if record.pk is not None else set()
        before = rows.locked_values(record) if record.pk is not None else None
        self.loaded[type(record)].append(Loaded(record, place, before))
        try:
            _write(record, before)
        except ValidationError as error:
            raise CommandError(_nothing(_lines(place, record, error.update_error_dict({})))) from error
        if obj.deferred_fields:
            self.objs_with_deferred_fields.append(obj)
        return True

    def _excluded(self, record: Any) -> bool:
        return record._meta.app_config in self.excluded_apps or type(record) in self.excluded_models


def _write(record: Any, before: dict[str, Any] | None) -> None:
    """Bring the record into its stored form and write it; what holds between rows is asked when all are there."""
    errors: dict[str, list[ValidationError]] = {}
    prepare(record, errors)
    if errors:
        raise ValidationError(errors)
    if before is not None and before["version"] != record.version:
        raise ValidationError(
            f"The file has version {record.version} and the database version {before['version']}. Write the file anew."
        )
    if before is not None and before.get("status") != getattr(record, "status", None):
        raise ValidationError("A file does not remove or restore what is there. Do that on its page.")
    if before is not None:
        record.created_at, record.created_by_id = before["created_at"], before["created_by_id"]
        if not differences(before, record):
            return
        record.version += 1
    rows.sign(record, new=before is None)
    try:
        record.save_base(raw=True, force_insert=before is None)
    except IntegrityError as error:
        raise constraints.translate(error, record) from error


def _finish(loaded: Sequence[Loaded]) -> None:
    """Validate rows of one model that are all in the database, and write their history."""
    records = [one.record for one in loaded]
    try:
        validate_many(records, {one.record.pk: one.before for one in loaded if one.before is not None})
        hooks.run("before_write", records)
    except ValidationError as error:
        raise CommandError(_nothing(list(_described(error, loaded)))) from error
    created = [one.record for one in loaded if one.before is None]
    current().log(ChangeRecord.Action.CREATE, created, [None] * len(created))
    changes = {one.record: differences(one.before, one.record) for one in loaded if one.before is not None}
    changed = [record for record, values in changes.items() if values]
    current().log(ChangeRecord.Action.UPDATE, changed, [changes[record] for record in changed])
    hooks.run("after_write", [*created, *changed])


def _described(error: ValidationError, loaded: Sequence[Loaded]) -> Iterator[str]:
    """One line per wrong field, with the place of its record; without a place where nobody knows the record."""
    places = {id(one.record): one.place for one in loaded}
    wrong = getattr(error, "records", [])
    for record, errors in wrong:
        yield from _lines(places[id(record)], record, errors)
    if not wrong:
        yield from error.messages


def _lines(place: str, record: Any, errors: dict[str, list[ValidationError]]) -> Iterator[str]:
    for name, found in errors.items():
        label = "" if name == "__all__" else f", {record._meta.get_field(name).verbose_name}"
        for error in found:
            yield f"{place}{label}: {' '.join(error.messages)}"


def _nothing(problems: Iterator[str] | list[str]) -> str:
    return "\n".join([*problems, "Nothing was loaded."])
