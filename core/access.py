"""What a view declares about who may open it (trust rule 8).

Every view of ours has an attribute `permission`: the name of a Django permission ("parties.view_party") or one
of the two words below. core.checks refuses a URLconf with a view that has none.
"""

SIGNED_IN = "signed-in"
"""Everyone who is signed in, whatever their role."""

PUBLIC = "public"
"""Anyone at all. The URL's name must be in the setting PUBLIC_URL_NAMES too."""
