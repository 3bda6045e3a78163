"""Programs of the tests, which write party names so that it shows what was committed."""

import pytest

from core import writes
from core.jobs import Step, programs
from core.models import Job, JobRun
from parties.models import Party
from tests.factories import PartyFactory


@pytest.fixture
def register():
    """Register a program for one test; answers a decorator like `core.jobs.program`."""
    before = dict(programs._registry)
    yield programs.program
    programs._registry.clear()
    programs._registry.update(before)


@pytest.fixture
def parties(db):
    """Five parties."""
    return [PartyFactory(name=f"Party {number}") for number in range(5)]


@pytest.fixture
def marking(register):
    """A program that adds a mark to each party's name, one party a chunk; `marking.before(n)` is called before each.

    A party that is marked twice shows two marks.
    """

    class Marking:
        code = "mark"

        def __init__(self):
            self.before = lambda number: None
            self.program = register("mark", title="Mark parties", counts={"marked": "Marked"})(self.run)

        def run(self, run):
            rows = Party.objects.order_by("pk")
            yield Step(total=rows.count())
            for number, pk in enumerate(
                rows.filter(pk__gt=run.position or 0).values_list("pk", flat=True), 1
            ):
                [party] = writes.lock(Party.objects.filter(pk=pk))
                party.name += "!"
                writes.save(party)
                self.before(number)
                yield Step(position=pk, done=1, counts={"marked": 1})
            return f"{run.counts['marked']} marked."

        def names(self):
            return list(Party.objects.order_by("pk").values_list("name", flat=True))

    return Marking()


@pytest.fixture
def no_jobs(db):
    """No schedules but those the test makes."""
    JobRun.objects.all().delete()
    Job.objects.all().delete()
