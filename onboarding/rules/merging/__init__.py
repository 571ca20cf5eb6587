"""What a pull request still needs before it is merged, who has to do it, and what Tide says of it. Pure functions.

A community's wishes are data: a preset (`presets/*.yaml`) and what a program has changed of it.
"""
