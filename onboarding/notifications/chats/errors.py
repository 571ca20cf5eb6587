"""Why something was not said in a chat, for organisers to read. Never with the address, which is a secret."""

from onboarding.languages import Text


class Unusable(Exception):
    """This address is none that we take. ``words``: why, in every language."""

    def __init__(self, words: Text) -> None:
        super().__init__(words["en"])
        self.words = words


class NotSaid(Exception):
    """The chat did not take it now; it may another time. ``words``: what it answered."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words
