"""The tables of core."""

from core.models.history import ChangeRecord
from core.models.job import Job, JobRun
from core.models.machinery import FormToken, NumberCounter, WorkerHeartbeat
from core.models.record import Record, Status, StatusRecord
from core.models.user import Membership, SignIn, User

__all__ = [
    "ChangeRecord",
    "FormToken",
    "Job",
    "JobRun",
    "Membership",
    "NumberCounter",
    "Record",
    "SignIn",
    "Status",
    "StatusRecord",
    "User",
    "WorkerHeartbeat",
]
