"""Why a verb of verification says no: sentences for people, in both languages (`refusals.yaml`)."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from onboarding.languages import CODES, Text, pick
from onboarding.rules.texts import fill, load_texts

_TEXTS = load_texts(Path(__file__).parent / "refusals.yaml")


class Why(StrEnum):
    """The codes of refusals. What an address lacks has codes of its own (`github.addresses`)."""

    NOT_ACTIVE = "not-active"
    FINISHED = "finished"
    ARCHIVED = "archived"
    NOT_IN_PROGRAM = "not-in-program"
    LOCKED = "locked"
    UNDER_WAY = "under-way"
    VERIFIED = "verified"
    OTHER_KIND = "other-kind"
    EMPTY = "empty"
    TOO_LONG = "too-long"
    FORBIDDEN_CHARACTER = "forbidden-character"
    BAD_LINK = "bad-link"
    SAME_TEXT = "same-text"
    BEING_CHECKED = "being-checked"
    NOT_OPEN = "not-open"
    NOTHING_TO_CHECK = "nothing-to-check"
    COOL_DOWN = "cool-down"
    NOT_IN_REVIEW = "not-in-review"
    OWN_WORK = "own-work"
    ALREADY_DECIDED = "already-decided"
    ARCHIVED_REVIEW = "archived-review"
    OTHER_CRITERIA = "other-criteria"
    OTHER_TEXT = "other-text"
    LONG_COMMENT = "long-comment"
    REASON_MISSING = "reason-missing"
    NOTHING_TO_OVERRIDE = "nothing-to-override"
    OVERRIDDEN = "overridden"
    OVERRIDE_FIRST = "override-first"
    GUARD_STANDS = "guard-stands"
    NOTE_MISSING = "note-missing"
    TOO_LATE = "too-late"
    NEWER_ATTEMPT = "newer-attempt"
    QUIZ_PAUSE = "quiz-pause"
    SPENT = "spent"
    REVOKED = "revoked"
    NO_DRAFTS = "no-drafts"
    FLAG_CLOSED = "flag-closed"
    NOTHING_VERIFIED = "nothing-verified"
    REVERIFYING = "reverifying"


class Refused(Exception):
    """The verb was not carried out. ``message`` says what we saw and what to do; ``code`` is for tests and logs."""

    def __init__(self, code: str, message: Text) -> None:
        super().__init__(message["en"])
        self.code = code
        self.message = message


def refuse(why: Why, **values: object) -> Refused:
    """The refusal for this reason, with the places of its sentence filled in."""
    return Refused(why.value, fill(_TEXTS[why.value], values))


def listed(texts: Sequence[Text]) -> Text:
    """Several texts as one, with each language's own comma."""
    return {code: ("、" if code == "zh-hans" else ", ").join(pick(text, code) for text in texts) for code in CODES}


def in_a_row(sentences: Sequence[Text]) -> Text:
    """Several whole sentences as one text, with each language's own space."""
    return {code: ("" if code == "zh-hans" else " ").join(pick(text, code) for text in sentences) for code in CODES}
