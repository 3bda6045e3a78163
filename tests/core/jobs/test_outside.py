"""Programs that write files: their chunks run outside of a unit of work, what they did is noted inside one."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from core.jobs import AlreadyActive, Step, submit
from core.jobs.engine import execute
from core.models import JobRun
from core.work import open_unit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("outside", [True, False])
def test_a_chunk_runs_outside_of_a_unit_of_work_only_where_the_program_says_so(register, outside):
    seen = []

    @register("write", title="Write", outside_work=outside)
    def write(run):
        for number in range(2):
            seen.append((open_unit() is None, len(connection.savepoint_ids)))
            yield Step(position=number, done=1, counts={"written": 1})
        return "Written."

    run = submit("write", start=False)
    depth = len(connection.savepoint_ids)
    execute(run.pk)

    run = JobRun.objects.get(pk=run.pk)
    assert (run.state, run.message, run.done, run.counts) == ("done", "Written.", 2, {"written": 2})
    assert [outside_now for outside_now, _depth in seen] == [outside, outside]
    assert all((inner == depth) == outside for _outside, inner in seen)


def test_a_program_that_fails_outside_says_why(register):
    @register("write", title="Write", outside_work=True)
    def write(run):
        raise ValidationError("Not today.")
        yield Step()

    run = submit("write", start=False)
    execute(run.pk)

    run = JobRun.objects.get(pk=run.pk)
    assert (run.state, run.message) == ("failed", "Not today.")


def test_of_the_runs_in_a_lane_only_one_is_under_way(register):
    @register("write", title="Write", one_at_a_time=False)
    def write(run):
        yield Step()

    first = submit("write", lane="left", start=False)
    submit("write", lane="right", start=False)
    submit("write", start=False)
    submit("write", start=False)
    with pytest.raises(AlreadyActive):
        submit("write", lane="left", start=False)
    execute(first.pk)
    assert submit("write", lane="left", start=False).lane == "left"
