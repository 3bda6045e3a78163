"""The six page bases, and no more.

ListPage          a list with its filter                         core/pages/lists.py
RecordPage        a page about one record                        core/pages/records.py
SubtabView        a tab of a record                              core/pages/records.py
CreateView        a form that makes a record, once               core/pages/create.py
EditView          a form that changes a record                   core/pages/edit.py
RecordActionView  one thing done to one record, after asking     core/pages/act.py

Each declares `permission`; pages extend one of them and nothing extends those pages.
"""

from core.pages.act import RecordActionView
from core.pages.create import CreateView
from core.pages.edit import EditView
from core.pages.lists import ListPage
from core.pages.records import RecordPage, SubtabView

__all__ = ["CreateView", "EditView", "ListPage", "RecordActionView", "RecordPage", "SubtabView"]
