"""The last word that a newcomer got, on their journey. A tag, because the journey's page comes before mentoring."""

from django import template

from onboarding.mentoring.models import Nudge

register = template.Library()


@register.simple_tag
def last_nudge(enrollment: str) -> Nudge | None:
    """The newest one to the newcomer of this journey. One query."""
    found = Nudge.objects.filter(enrollment__public_id=enrollment, to=Nudge.To.NEWCOMER)
    return found.select_related("sender").order_by("-sent_at", "-pk").first()
