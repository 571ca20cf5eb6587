"""What the form of every kind of evidence has: its piece of the page, its verb, and which field a refusal is about."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language

from onboarding.languages import pick
from onboarding.programs.models import Enrollment, ProgramTask
from onboarding.verification.models import Submission
from onboarding.verification.refusals import Refused


class EvidenceForm(forms.Form):
    """Made for one newcomer and one task of their program. What evidence means is for `verification` to say.

    ``fragment`` is the template within the section "Prove it"; it has `page` and `form`. ``takes_up`` names the fields
    of returned evidence that the next attempt begins with. ``at_fault`` says which codes of refusals are about which
    field; all others are about the task as a whole.
    """

    fragment: ClassVar[str]
    takes_up: ClassVar[tuple[str, ...]] = ()
    at_fault: ClassVar[Mapping[str, frozenset[str]]] = {}

    def __init__(self, *args: Any, enrollment: Enrollment, pinned: ProgramTask, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.enrollment = enrollment
        self.pinned = pinned

    def hand_in(self, *, now: datetime) -> Submission:
        """Carry out the verb with what was typed. Raises `Refused`; call it on a valid form."""
        raise NotImplementedError

    def refuse(self, refused: Refused) -> None:
        """The reason stands beside the field that it is about, so that it is found and read out there."""
        field = next((name for name, codes in self.at_fault.items() if refused.code in codes), None)
        self.add_error(field, pick(refused.message, get_language() or "en"))
