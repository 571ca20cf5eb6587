"""Forms about programs: of organisers' pages, and of the admin."""
