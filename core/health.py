"""Two answers for machines: is the process alive, and can it do its work (trust rule 24)?"""

import logging

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views import View

from core.access import PUBLIC

logger = logging.getLogger("registrar.health")
OK = "ok"


class HealthView(View):
    """The process answers. Asks nobody else, so that a database that is down does not restart the process."""

    permission = PUBLIC
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> JsonResponse:
        """Answer 200."""
        return JsonResponse({"process": OK})


class ReadyView(View):
    """Database, migrations and worker are fit for work: 200 when all are, else 503 with the reason."""

    permission = PUBLIC
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> JsonResponse:
        """Answer with the state of each part; names of parts and fixed words only, never details."""
        try:
            parts = {"database": OK, "migrations": migrations_state()}
            if parts["migrations"] == OK:
                parts["worker"] = worker_state()
            ready = parts["migrations"] == OK and (
                parts["worker"] == OK or not worker_needed(parts["worker"])
            )
        except DatabaseError:
            logger.exception("the database can not be asked")
            parts, ready = {"database": "not reachable"}, False
        return JsonResponse(parts, status=200 if ready else 503)


def migrations_state() -> str:
    """Return "ok", or "pending" when the code is newer than the database."""
    executor = MigrationExecutor(connection)
    return "pending" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else OK


def worker_state() -> str:
    """Return "ok", "not seen" (no worker ever) or "silent" (none within the setting WORKER_SILENT_AFTER)."""
    beats = apps.get_model("core.WorkerHeartbeat")._default_manager
    last = beats.order_by("-at").values_list("at", flat=True).first()
    if last is None:
        return "not seen"
    return OK if timezone.now() - last <= settings.WORKER_SILENT_AFTER else "silent"


def worker_needed(state: str) -> bool:
    """Tell whether the installation is not ready because its worker is in this state.

    An installation may run without a worker; one that had a worker is not ready while work waits for it.
    """
    if settings.REQUIRE_WORKER:
        return True
    runs = apps.get_model("core.JobRun")._default_manager
    return state == "silent" and runs.filter(state__in=["waiting", "running"]).exists()
