"""The people grid as one would write it first: model instances and Django's template engine. Kept to compare with."""
