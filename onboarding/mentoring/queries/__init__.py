"""What each of a mentor's screens shows, read in a fixed number of SQL queries."""
