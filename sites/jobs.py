"""What account sites do in the background."""

import logging

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.clock import today
from core.exceptions import StaleRecord
from core.jobs.programs import Run, Step, Steps, problem, program
from core.work import attempt
from sites.models import AddressMove
from sites.moves import carry_out, fail_move

logger = logging.getLogger("registrar.jobs")


def moves_are_due() -> bool:
    """True when the day of a planned move has come (D-17)."""
    return AddressMove.objects.due(today()).exists()


@program(
    "move-addresses",
    title=gettext_lazy("Carry out moves of addresses"),
    help=gettext_lazy(
        "Puts the new address in the place of the old one where the day of a planned move has come. It looks every "
        "hour; each move is made whole or not at all."
    ),
    schedule="5 * * * *",
    wanted=moves_are_due,
    counts={"moved": gettext_lazy("Moved"), "failed": gettext_lazy("Failed")},
)
def move_addresses(run: Run) -> Steps:
    """Carry out what is due, one unit of work for each; one that cannot be is marked and told in words (R-268)."""
    after = run.position or 0
    due = AddressMove.objects.due(today()).order_by("pk")
    yield Step(total=due.count() if not after else None)
    while (move := due.filter(pk__gt=after).with_addresses().first()) is not None:
        after = move.pk
        why = _failure(move)
        if not why:
            yield Step(position=after, done=1, counts={"moved": 1})
            continue
        if fail_move(move, why).state != AddressMove.State.FAILED:
            yield Step(position=after, done=1)
            continue
        yield Step(
            position=after, done=1, counts={"failed": 1}, problems=[problem(why, record=move.party_site)]
        )


def _failure(move: AddressMove) -> str:
    """Carry it out; answers "" or, when nothing of it was kept, why not."""
    try:
        with attempt():
            carry_out(move)
    except ValidationError as error:
        return " ".join(error.messages)
    except (PermissionDenied, StaleRecord) as error:
        return str(error)
    except OperationalError:
        raise  # The database is busy: the engine tries again.
    except Exception:
        logger.exception("a move failed", extra={"object_id": move.pk})
        return _("An error that the program does not know; it is in the log of the worker.")
    return ""
