"""Comments on single blocks of written work: whether they can stand as they were sent."""

from collections.abc import Sequence

from onboarding.verification.blocks import Comment, blocks_of
from onboarding.verification.models import Submission
from onboarding.verification.refusals import Why, refuse

LONGEST_COMMENT = 2_000


def fit_comments(comments: Sequence[Comment], submission: Submission) -> list[Comment]:
    """Those that say something, in the order of the text. Refused where the block is not there as it was quoted."""
    said = [Comment(place=each["place"], quote=each["quote"], text=each["text"].strip()) for each in comments]
    said = sorted((each for each in said if each["text"]), key=lambda each: each["place"])
    if not said:
        return []
    quotes = {block.place: block.quote for block in blocks_of(str(submission.evidence.get("text", "")))}
    if len({each["place"] for each in said}) < len(said):
        raise refuse(Why.OTHER_TEXT)
    for each in said:
        if quotes.get(each["place"]) != each["quote"]:
            raise refuse(Why.OTHER_TEXT)
        if (size := len(each["text"])) > LONGEST_COMMENT:
            raise refuse(Why.LONG_COMMENT, quote=each["quote"][:40], size=size, limit=LONGEST_COMMENT)
    return said
