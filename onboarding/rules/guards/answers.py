"""What a guard answers: an outcome, and which case of its texts says so."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from onboarding.rules.types import Outcome


@dataclass(frozen=True)
class Answer:
    """``case`` names the sentence, ``values`` fill its places; a mapping among them carries a word per language."""

    outcome: Outcome
    case: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    turn: str = "newcomer"
    final: bool = False

    @classmethod
    def met(cls, **values: object) -> "Answer":
        return cls(Outcome.MET, "met", values, turn="nobody")

    @classmethod
    def unmet(cls, case: str, *, final: bool, turn: str = "newcomer", **values: object) -> "Answer":
        return cls(Outcome.UNMET, case, values, turn=turn, final=final)

    @classmethod
    def waiting(cls, case: str, *, turn: str, **values: object) -> "Answer":
        return cls(Outcome.WAITING, case, values, turn=turn)
