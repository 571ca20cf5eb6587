"""What somebody wrote in a form that was refused: it goes back to them, to copy, and to nobody else.

Most forms are shown again with what was written in them. This is for those that cannot be.
"""

from collections.abc import Mapping

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

WRITTEN = frozenset(
    (
        *("comment", "goal", "link", "message", "name", "name_zh_hans", "note", "reason", "searched", "summary"),
        *("summary_zh_hans", "text", "title", "tried", "versions", "words"),
        *("branches", "branches_forbidden", "checks_ignored", "cla_checks", "community", "dco_checks"),
        *("difficulty_labels", "labels_forbidden", "labels_needed", "newcomer_labels", "slug"),
    )
)
"""Fields in which people write: sentences, and the lists of a program's rules. None in which a secret may stand: an
address, a key, what a cluster said."""
GIVEN_BACK = "given-back"
"""Marks a message that is no sentence of ours."""


def written(request: HttpRequest) -> list[str]:
    """The texts of the form that was sent, unless another site sent it: nobody else puts words on our pages.

    Without the NUL bytes for which some are refused: so they can be sent once more.
    """
    if request.method != "POST" or not _is_ours(request):
        return []
    try:
        said = {name: str(text).replace("\0", "") for name, text in request.POST.items()}
    except (SuspiciousOperation, MultiPartParserError, UnreadablePostError):
        return []  # there is no form to read
    return [_quoted(name, said) + text for name, text in said.items() if _is_written(name) and text.strip()]


def give_back(request: HttpRequest) -> None:
    """Let the page that comes next show it: the one on which it was written has no such form any more."""
    for text in written(request):
        messages.info(request, text, extra_tags=GIVEN_BACK)


def _is_ours(request: HttpRequest) -> bool:
    """Browsers say where a form stood, and no page can make them say something else."""
    own = (f"{request.scheme}://{request.get_host()}", settings.WAYMARK.public_url)
    return request.headers.get("Origin") in own


def _is_written(name: str) -> bool:
    """A field for each language, or for each paragraph, has that behind its name."""
    return name.partition("-")[0] in WRITTEN


def _quoted(name: str, said: Mapping[str, str]) -> str:
    """A comment on a paragraph has the words that it is about beside it, in a field of their own."""
    field, _dash, place = name.partition("-")
    quote = said.get(f"quote-{place}") if field == "comment" else ""
    return f"> {quote}\n\n" if quote else ""
