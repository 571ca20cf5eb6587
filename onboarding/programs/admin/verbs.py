"""What the admin can do about programs: the verbs as the composition root wires them."""

from collections.abc import Callable
from dataclasses import dataclass

from onboarding.programs.models import Enrollment, Extension
from onboarding.programs.operations import Adoption


@dataclass(frozen=True)
class Verbs:
    """Each takes what the operation of its name takes, and refreshes the trails it moves."""

    adopt_versions: Callable[..., Adoption]
    approve: Callable[..., Enrollment]
    decline: Callable[..., Enrollment]
    extend: Callable[..., Extension]
