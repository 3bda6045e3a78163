"""The unit of work keeps the word index in step."""

from collections.abc import Sequence

from core import hooks
from matching import index


@hooks.refresh_roots
def refresh_keys(party_ids: Sequence[int]) -> None:
    """Refresh the search keys of the customers that were touched."""
    index.refresh(party_ids)
