"""What the newcomer's pages show: one module a page, frozen values, a fixed number of SQL queries."""
