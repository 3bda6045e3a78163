"""The steward's queue: what about customers somebody should look at (R-267).

checks      the named checks, which apps contribute in their `queue.py`
items       what the checks found, kept in step by the unit of work like the search keys
decisions   who looks after an item, and until when it is set aside
"""
