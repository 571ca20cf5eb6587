"""The documented shape of a quiz that was taken."""

from onboarding.rules.shapes.schema import by_language, one_of, record, several, text, truth, whole

QUIZ = record(
    "A quiz as it was graded. Answers are not in it.",
    attempt=whole("Which attempt it is, from 1."),
    total=whole("How many questions were asked."),
    answered=whole("How many were answered at all."),
    right=whole("How many were answered right."),
    percent=whole("How many of a hundred are right, rounded down."),
    questions=several(
        "The questions.",
        record(
            "A question.",
            code=text("Its code."),
            form=one_of("What kind of question it is.", "single", "multiple", "match", "order", "short"),
            right=truth("Whether the answer is right. An order is from 95 percent."),
            percent=whole("How far it is right. Of an order: the share of pairs that stand as they must."),
            why=by_language("The explanation; of an order, of the first pair that stands the wrong way round."),
        ),
    ),
    facts=record("What we derive from it.", why_wrong=by_language("The explanations of all that is wrong.")),
)
