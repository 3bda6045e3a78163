"""How views of the admin say who may open them."""

from collections.abc import Callable
from typing import TypeVar

from core.access import SIGNED_IN

View = TypeVar("View", bound=Callable[..., object])


def by_model_permission(view: View) -> View:
    """Mark a view of the admin that we override: the site and the model's permissions decide, as in the original."""
    view.permission = SIGNED_IN
    return view
