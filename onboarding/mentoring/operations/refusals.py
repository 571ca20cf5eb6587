"""Why a verb of mentoring was refused: a sentence for the person who asked, in their language."""

from onboarding.languages import pick
from onboarding.mentoring.reader import language
from onboarding.verification.refusals import Refused as RefusedByVerification


class Refused(Exception):
    """``code`` is the same in every language; ``message`` is for people."""

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def said(refused: Refused | RefusedByVerification) -> str:
    """The sentence in the reader's language, whichever package refused."""
    return refused.message if isinstance(refused, Refused) else pick(refused.message, language())
