"""What every factory starts from."""

from typing import Any

import factory

from core import writes
from core.work import work

PASSWORD = "correct-horse-battery"


class RecordFactory(factory.django.DjangoModelFactory):
    """Creates through `core.writes.save`, as the system, in a unit of work of its own or in the one that is open."""

    class Meta:
        abstract = True
        skip_postgeneration_save = True

    @classmethod
    def _create(cls, model_class: type[Any], *args: Any, **kwargs: Any) -> Any:
        with work(actor=None, channel="system"):
            return writes.save(model_class(*args, **kwargs))
