"""Records as they were: from the rows as they are now, and the journal of what changed since.

    moment = asof.end_of(day)
    then = asof.at(AccountSite.objects.for_table().filter(account=account), moment)

`at` answers instances with the values, versions and related records of that moment; nothing of it can be saved.
"""

from core.asof.moments import end_of
from core.asof.rebuild import ERASED, Unknown, at, moment_of
from core.asof.related import follow, gather
from core.asof.rows import Rows

__all__ = ["ERASED", "Rows", "Unknown", "at", "end_of", "follow", "gather", "moment_of"]
