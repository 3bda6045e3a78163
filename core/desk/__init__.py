"""What a user keeps at hand: drafts, saved searches, records opened last. Machinery: no record is written here."""
