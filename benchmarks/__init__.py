"""Measurements of the site. They print figures and never fail on a time: machines differ, ratios tell."""
