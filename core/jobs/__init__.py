"""Background work: programs, their runs, and the times at which they run by themselves.

An app has its programs in `<app>/jobs.py`, which is imported at start:

    @program("rebuild_keys", title=_("Rebuild keys"), parameters={"country": forms.CharField(required=False)})
    def rebuild_keys(run: Run) -> Steps:
        parties = Party.objects.filter(pk__gt=run.position or 0).order_by("pk")
        yield Step(total=Party.objects.count())
        while chunk := list(parties[:200]):
            ...
            yield Step(position=chunk[-1].pk, done=len(chunk), counts={"rebuilt": len(chunk)})
            parties = parties.filter(pk__gt=chunk[-1].pk)

What a program does between two `yield`s is one unit of work: it is committed together with the position and the
counts of the Step, or not at all. A worker that is killed therefore loses nothing and repeats nothing; the next one
starts the program again with `run.position` as it was committed last. A chunk takes less than two seconds.
"""

from core.exports.program import export
from core.jobs import bulk_edit, checkdata, prune
from core.jobs.programs import Program, Run, Step, Steps, UnknownProgram, problem, program
from core.jobs.runs import AlreadyActive, cancel, resume, submit

__all__ = [
    "AlreadyActive",
    "Program",
    "Run",
    "Step",
    "Steps",
    "UnknownProgram",
    "bulk_edit",
    "cancel",
    "checkdata",
    "export",
    "problem",
    "program",
    "prune",
    "resume",
    "submit",
]
