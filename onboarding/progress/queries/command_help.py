"""The commands that a community's robot knows, searched by any of their words in any language."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from onboarding.languages import Text
from onboarding.people.models import User
from onboarding.programs.models import Program
from onboarding.progress.reader import Reader
from onboarding.rules.commands import grammar
from onboarding.rules.merging import policy as policies

WITH_COMMANDS = "kubernetes-prow"
"""What is shown to those who are in no program: the preset that has commands at all."""


@dataclass(frozen=True)
class CommandHelp:
    key: str
    example: str
    effect: str
    who: str
    is_for_issues: bool


@dataclass(frozen=True)
class CommandHelpPage:
    """``total`` is how many there are without a search; ``program`` is empty where it is not about one."""

    query: str
    program_slug: str
    program_name: str
    preset: str
    about: str
    commands: tuple[CommandHelp, ...]
    total: int


def command_help(program: Program | None, query: str, reader: Reader) -> CommandHelpPage:
    preset = program.merge_preset if program else WITH_COMMANDS
    keys = policies.preset(preset).commands
    words = query.casefold().split()
    found = [one for one in map(grammar.command, keys) if all(word in _haystack(one) for word in words)]
    return CommandHelpPage(
        query=query,
        program_slug=program.slug if program else "",
        program_name=reader.text(program.name_text) if program else "",
        preset=reader.text(policies.names()[preset]["name"]),
        about=reader.text(policies.names()[preset]["about"]),
        commands=tuple(_shown(one, reader) for one in found),
        total=len(keys),
    )


def program_of(user: User | AnonymousUser, slug: str) -> Program | None:
    """The program that was asked for, else the one that this person joined last."""
    if slug:
        return Program.objects.visible_to(user).filter(slug=slug).first()
    if not isinstance(user, User):
        return None
    joined = user.enrollments.select_related("program").order_by("-pk").first()
    return joined.program if joined else None


def _shown(command: grammar.Command, reader: Reader) -> CommandHelp:
    return CommandHelp(
        key=command.key,
        example=command.example,
        effect=reader.text(command.effect),
        who=reader.text(command.who_text),
        is_for_issues=command.of == "issue",
    )


def _haystack(command: grammar.Command) -> str:
    texts: tuple[Text, ...] = (command.effect, command.who_text)
    return " ".join([command.key, command.example, *(word for text in texts for word in text.values())]).casefold()
