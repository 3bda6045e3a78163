"""The pages of the steward's queue (R-267)."""
