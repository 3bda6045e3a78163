"""The tables of core."""

from core.models.desk import Draft, RecentRecord, SavedSearch, StartSearch
from core.models.extra import ExtraField, ExtraValues
from core.models.files import StoredFile
from core.models.history import ChangeRecord, FurtherRoot
from core.models.job import Job, JobRun
from core.models.machinery import FormToken, NumberCounter, PasswordRequest, WorkerHeartbeat
from core.models.notes import NoteBase
from core.models.record import Record, Status, StatusRecord
from core.models.user import Membership, SignIn, User

__all__ = [
    "ChangeRecord",
    "Draft",
    "ExtraField",
    "ExtraValues",
    "FormToken",
    "FurtherRoot",
    "Job",
    "JobRun",
    "Membership",
    "NoteBase",
    "NumberCounter",
    "PasswordRequest",
    "RecentRecord",
    "Record",
    "SavedSearch",
    "SignIn",
    "StartSearch",
    "Status",
    "StatusRecord",
    "StoredFile",
    "User",
    "WorkerHeartbeat",
]
