"""Addresses that move on a day: planning, changing, cancelling and carrying out (R-268).

Call these inside a unit of work (core.work).
"""

from sites.moves.arriving import next_names
from sites.moves.carrying_out import carry_out
from sites.moves.planning import cancel_move, change_move, fail_move, plan_move
from sites.moves.reading import came_from, moves_about, open_move, went_to

__all__ = [
    "came_from",
    "cancel_move",
    "carry_out",
    "change_move",
    "fail_move",
    "moves_about",
    "next_names",
    "open_move",
    "plan_move",
    "went_to",
]
