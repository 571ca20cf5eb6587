"""Handing one message to the mail server, and what its answer means."""

import re
import smtplib

from django.core.mail import EmailMultiAlternatives

LONGEST_WORDS = 500
_NOT_THE_ADDRESS = re.compile(r"^5\.7\.|relay", re.IGNORECASE)


class NotNow(Exception):
    """It may go another time: the server is away, busy, or refuses *us*. ``words``: what it said."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class RefusedForGood(Exception):
    """There is no such mailbox, says the server that should know. ``words``: what it said."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def hand_over(message: EmailMultiAlternatives) -> None:
    """To the server of the settings, with its time limits. Raises `NotNow` or `RefusedForGood`."""
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        raise _about_the_address(code, _words(code, said)) from error
    except smtplib.SMTPResponseException as error:
        raise NotNow(_words(error.smtp_code, error.smtp_error)) from error
    except (smtplib.SMTPException, OSError) as error:
        raise NotNow(f"{type(error).__name__}: {error}"[:LONGEST_WORDS]) from error


def _about_the_address(code: int, words: str) -> Exception:
    """A server that won't relay for us, or that has a rule against us (5.7.x), says nothing about the address."""
    is_for_good = 500 <= code < 600 and not _NOT_THE_ADDRESS.search(words.split(" ", 1)[-1])
    return RefusedForGood(words) if is_for_good else NotNow(words)


def _words(code: int, said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return " ".join(f"{code} {text}".split())[:LONGEST_WORDS]
