"""What a newcomer wrote, as rules see it."""

from onboarding.rules.shapes.schema import record, text, whole

WRITTEN = record(
    "What a newcomer wrote for a mentor to read.",
    text=text("The text as it was sent."),
    link=text("The address that came with it, or an empty string."),
    words=whole("How many words: runs of letters and digits, and each Chinese, Japanese or Korean character."),
)
