"""Saved searches on pages: the link that saves a list, the sidebar's part, and the page that manages them."""
