"""The people grid as rows for a spreadsheet: everybody who fits, as they are read, never all at once."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import tzinfo
from itertools import chain
from typing import Any

from django.db.models import OuterRef
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _

from onboarding.mentoring.queries.desk import Column, Desk
from onboarding.mentoring.queries.filter import Sort
from onboarding.mentoring.queries.people import ORDERS, tags_of
from onboarding.mentoring.sql import Listed
from onboarding.mentoring.words import STATES, WORDS
from onboarding.programs.models import EnrollmentQuerySet

AT_ONCE = 2_000
COLUMNS = (
    *("user__name", "user__login", "mentor__name", "mentor__login", "state", "trail", "done_count"),
    *("started_at", "last_activity_at", "oldest_turn_since", "next_due_at", "tagged"),
)


def rows_of(people: EnrollmentQuerySet, desk: Desk, sort: Sort) -> Iterator[Sequence[object]]:
    """A heading, then a row a person with each task in words. One query. Words are those of whoever asks now: the file
    is sent when their request is over."""
    words = {step.value: str(word) for step, word in WORDS.items()}
    states = {state.value: str(word) for state, word in STATES.items()}
    found = people.annotate(tagged=Listed(tags_of(OuterRef("pk")))).order_by(ORDERS[sort], "pk").values_list(*COLUMNS)
    slots, zone = [column.slot for column in desk.columns], get_current_timezone()
    return chain(
        [_heading(desk.columns)],
        (_row(row, slots, words, states, zone) for row in found.iterator(AT_ONCE)),
    )


def _row(
    row: Sequence[Any], slots: Sequence[int], words: Mapping[str, str], states: Mapping[str, str], zone: tzinfo
) -> Sequence[object]:
    name, login, mentor, mentor_login, state, trail, done, *instants, tags = row
    return (
        *(name, login, mentor or mentor_login, states[state], done),
        *(instant and instant.astimezone(zone) for instant in instants),
        ", ".join(tag["name"] for tag in tags),
        *(words.get(trail[slot], "") if slot < len(trail) else "" for slot in slots),
    )


def _heading(columns: Sequence[Column]) -> Sequence[str]:
    return (
        *(_("Name"), _("GitHub login"), _("Mentor"), _("State"), _("Verified tasks")),
        *(_("Started"), _("Last activity"), _("Waiting since"), _("Next due"), _("Tags")),
        *(column.title for column in columns),
    )
