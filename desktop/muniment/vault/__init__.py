"""The encrypted store: key slots, database, journal, evidence, backups."""
