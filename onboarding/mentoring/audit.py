"""What the audit trail tells of nudges: who wrote to whom, or that the site did. Never what was written."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from onboarding.mentoring.models import Nudge
from onboarding.progress.queries.audit import Kind, Source
from onboarding.progress.queries.audit.words import Known
from onboarding.progress.reader import Reader

WROTE: Mapping[str, Promise] = {
    Nudge.Kind.WORD: gettext_lazy("wrote a friendly word"),
    Nudge.Kind.PRAISE: gettext_lazy("praised their work"),
}


def _nudged(what: tuple[Any, ...], known: Known, reader: Reader) -> tuple[str, str]:
    kind, to, days = what
    if kind in WROTE:
        return str(WROTE[kind]), ""
    said = _("reminded their mentor") if to == Nudge.To.MENTOR else _("reminded them")
    return said, ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


NUDGED = Source(
    "nudged",
    Kind.NUDGES,
    lambda program: Nudge.objects.filter(enrollment__program=program),
    "sent_at",
    ("kind", "to", "days"),
    _nudged,
    actor="sender",
    submission="submission__public_id",
    task="submission__task",
)
