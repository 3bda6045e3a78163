"""manage.py worker: does what waits in the background."""

import os
import socket
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core.jobs.worker import run_worker


class Command(BaseCommand):
    """Runs until SIGTERM or SIGINT (Ctrl-C). Several may run at once, on one machine or on many."""

    help = (
        "Run background work: what waits, what is due, and the heartbeat. Ends cleanly on SIGTERM or Ctrl-C."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """--name and --once."""
        parser.add_argument(
            "--name", default="", help="Name in the heartbeat; the host and process by default."
        )
        parser.add_argument("--once", action="store_true", help="Do what waits and is due now, then end.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Be a worker."""
        name = options["name"] or f"{socket.gethostname()[:40]}-{os.getpid()}"
        run_worker(name, once=options["once"])
