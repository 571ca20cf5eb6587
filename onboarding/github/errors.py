"""What can go wrong between us and GitHub, in words for people. "Could not tell" and "no" are different answers."""

from datetime import datetime
from enum import StrEnum

from onboarding.languages import Text


class Reason(StrEnum):
    """Why GitHub could not be asked. The values are what logs and `last_error` columns hold."""

    DOWN = "GitHub is down"
    SLOW = "GitHub did not answer in time"
    RATE_LIMITED = "rate limited"
    TOKEN_REVOKED = "token revoked"  # noqa: S105 - a reason, not a token
    FORBIDDEN = "token may not read this"
    INCOMPLETE = "incomplete answer"


SENTENCES: dict[Reason, Text] = {
    Reason.DOWN: {
        "en": "GitHub could not be reached. Nothing is lost; we try again by ourselves.",
        "zh-hans": "无法连接 GitHub。内容没有丢失，我们会自动重试。",
    },
    Reason.SLOW: {
        "en": "GitHub did not answer in time. Nothing is lost; we try again by ourselves.",
        "zh-hans": "GitHub 没有及时回应。内容没有丢失，我们会自动重试。",
    },
    Reason.RATE_LIMITED: {
        "en": "GitHub asked us to slow down. Nothing is lost; we try again by ourselves.",
        "zh-hans": "GitHub 要求我们放慢请求。内容没有丢失，我们会自动重试。",
    },
    Reason.TOKEN_REVOKED: {
        "en": "GitHub no longer accepts this site's token. An organiser must renew it; then we check again.",
        "zh-hans": "GitHub 不再接受本站的令牌，需要组织者更换。更换后我们会自动重新检查。",
    },
    Reason.FORBIDDEN: {
        "en": "This site's token may not read that on GitHub. An organiser must give it the right; then we try again.",
        "zh-hans": "GitHub 不允许本站的令牌读取这项内容，需要组织者为它授权。授权后我们会自动重新检查。",
    },
    Reason.INCOMPLETE: {
        "en": "GitHub's answer was not complete. Nothing is lost; we try again by ourselves.",
        "zh-hans": "GitHub 的回应不完整。内容没有丢失，我们会自动重试。",
    },
}


class GitHubUnavailable(Exception):
    """GitHub could not be asked: says nothing about what was asked for. Try again at ``retry_at``."""

    def __init__(self, *, retry_at: datetime, reason: Reason) -> None:
        super().__init__(f"{reason.value}; next try at {retry_at:%Y-%m-%d %H:%M:%SZ}")
        self.retry_at = retry_at
        self.reason = reason

    @property
    def is_about_us(self) -> bool:
        """Whether GitHub answered, and what it does not take is our credential."""
        return self.reason in (Reason.TOKEN_REVOKED, Reason.FORBIDDEN)

    @property
    def message(self) -> Text:
        """The reason as a sentence for people; the page adds when the next try is."""
        return SENTENCES[self.reason]


class NotVisible(Exception):
    """GitHub shows us nothing there: it doesn't exist, was deleted, or is private."""

    def __init__(self, message: Text) -> None:
        super().__init__(message["en"])
        self.message = message
