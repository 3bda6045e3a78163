"""What happens to every request before a view sees it, and to every answer before it leaves."""
