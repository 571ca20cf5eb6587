"""Texts as HTML: short ones of rules, plain but for code between backticks, and what people wrote, as Markdown."""

import re
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from onboarding.curriculum import rendering

register = template.Library()
register.filter(rendering.as_written)
register.filter(rendering.in_a_line)
_SPAN = re.compile(r"`([^`]+)`")


@register.filter
def code_spans(text: object) -> SafeString:
    """What stands between backticks becomes code; everything is escaped first."""
    return mark_safe(_SPAN.sub(r'<code class="code">\1</code>', escape(str(text))))  # noqa: S308 - escaped just here
