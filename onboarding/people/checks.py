"""System checks: demo people live in the demo only, and https needs a proxy in front that does it."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from onboarding.people.models import User


@register(Tags.database)
def demo_people_only_in_the_demo(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """At the simulator anybody can be anybody: its accounts must open nothing on a real site, nor real ones in it."""
    if not databases or "default" not in databases or not _has_people():
        return []
    strangers = User.objects.exclude(is_demo=bool(settings.WAYMARK.demo))
    if not strangers.exists():
        return []
    if settings.WAYMARK.demo:
        message = "This database holds real people, and the demo is on: its simulator would let anybody in as them."
        hint = "Configure github_client_id and github_client_secret, or start the demo on another data_dir."
    else:
        message = "This database holds demo people, and the demo is off: their numbers belong to others on GitHub."
        hint = "Start the real site on another data_dir or database_url; the demo's data cannot be kept."
    return [Error(message, hint=hint, id="people.E001")]


def _has_people() -> bool:
    """False before the first migration, and before the one that adds the column that is asked for."""
    connection = connections["default"]
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        table = User._meta.db_table
        return table in tables and any(
            column.name == "is_demo" for column in connection.introspection.get_table_description(cursor, table)
        )


@register()
def somebody_speaks_https(**kwargs: Any) -> list[CheckMessage]:
    config = settings.WAYMARK
    if config.is_tls and not config.trusted_proxies:
        message = "base_url is https, but no proxy is trusted: every request would be redirected to https for ever."
        hint = "Set trusted_proxies to the number of reverse proxies in front of the site, usually 1."
        return [Error(message, hint=hint, id="people.E002")]
    return []
