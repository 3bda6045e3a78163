"""The tests; a package, so that no library's own package of this name stands before it."""
