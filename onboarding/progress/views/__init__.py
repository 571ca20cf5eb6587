"""The newcomer's pages: fetch through ``visible_to``, one call, render or redirect."""
