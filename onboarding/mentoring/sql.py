"""Sub-selects that bring a count or a list along with a row, so that a page with tens of thousands behind it stays at
a handful of queries. Both PostgreSQL and SQLite."""

from typing import Any

from django.db.models import Func, IntegerField, JSONField, Subquery
from django.db.models.sql.compiler import SQLCompiler
from django.utils.functional import cached_property


class Counted(Subquery):
    """How many rows a query has. Slice the query to count no further: a page says "99+" and means it."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


class Listed(Subquery):
    """The rows of a query as one JSON list, in its order. The query yields one `JSONObject` a row, named ``item``."""

    template = "(SELECT COALESCE(JSONB_AGG(listed.item), '[]') FROM (%(subquery)s) AS listed)"

    @cached_property
    def output_field(self) -> JSONField:
        return JSONField()

    def as_sqlite(self, compiler: SQLCompiler, connection: Any) -> Any:
        template = "(SELECT JSON_GROUP_ARRAY(JSON(listed.item)) FROM (%(subquery)s) AS listed)"
        return self.as_sql(compiler, connection, template=template)


class Nested(Func):
    """A column of JSON as a part of a `JSONObject`, of which SQLite would make a text."""

    template = "%(expressions)s"
    arity = 1

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="JSON(%(expressions)s)")
