"""Commands for those who work on Waymark itself. Never imported by the site."""
