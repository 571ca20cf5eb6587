"""Why a verb of mentoring was refused: a sentence for the person who asked, in their language."""


class Refused(Exception):
    """``code`` is the same in every language; ``message`` is for people."""

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
