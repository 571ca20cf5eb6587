"""What the pages of a program's set-up send, for tests of programs."""

from typing import Any

from onboarding.programs.forms.programs import RulesForm
from onboarding.programs.models import Program

ABOUT = {"name": "Autumn", "name_zh_hans": "秋天", "slug": "autumn", "community": "Demo Community", "summary": ""}


def rules_of(program: Program, **more: Any) -> dict[str, Any]:
    """What the page of rules sends when nothing is touched, but for this."""
    fields = RulesForm(instance=program)
    held = {each.name: each.value() for each in fields}
    sent = {name: "\n".join(value) if isinstance(value, list) else value for name, value in held.items()}
    return {**{name: value for name, value in sent.items() if value is not False}, **more}
