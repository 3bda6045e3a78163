"""The one task that the engine of the setting TASKS knows: execute a run."""

from django_tasks import task


@task()
def execute_run(run_id: int) -> None:
    """Execute the run; does nothing when another worker has it or it is over."""
    from core.jobs.engine import execute

    execute(run_id)
