"""The demo customers: files of fictitious rows, and what loads them."""
