"""The geography: areas, cities and postal codes of the countries, from libraries and from files (docs/geography.md)."""
