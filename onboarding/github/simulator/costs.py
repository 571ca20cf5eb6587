"""What a question costs, by the formula in GitHub's documentation: the requests that its connections need, in hundreds.

Each connection is assumed to be as long as was asked for; so is `nodes(ids:)`, which is none itself.
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    value_from_ast_untyped,
)

Fragments: TypeAlias = Mapping[str, FragmentDefinitionNode]
Variables: TypeAlias = dict[str, Any]

LIMITS = frozenset({"first", "last"})


def cost(document: DocumentNode, variables: Variables) -> int:
    """Points, at least one."""
    return max(1, (requests(document, variables) + 50) // 100)


def requests(document: DocumentNode, variables: Variables) -> int:
    """How many requests the connections of a whole question need."""
    fragments = {one.name.value: one for one in document.definitions if isinstance(one, FragmentDefinitionNode)}
    operations = (one for one in document.definitions if isinstance(one, OperationDefinitionNode))
    return sum(_requests(one.selection_set, 1, fragments, variables) for one in operations)


def _requests(selected: SelectionSetNode | None, times: int, fragments: Fragments, variables: Variables) -> int:
    """How many requests everything in here needs, when this part is there so many times."""
    total = 0
    for one in selected.selections if selected else ():
        match one:
            case FieldNode():
                total += _of_field(one, times, fragments, variables)
            case FragmentSpreadNode():
                total += _requests(fragments[one.name.value].selection_set, times, fragments, variables)
            case InlineFragmentNode():
                total += _requests(one.selection_set, times, fragments, variables)
    return total


def _of_field(field: FieldNode, times: int, fragments: Fragments, variables: Variables) -> int:
    values = {one.name.value: value_from_ast_untyped(one.value, variables) for one in field.arguments or ()}
    if limit := next((values[name] for name in LIMITS & values.keys()), None):
        return times + _requests(field.selection_set, times * int(limit), fragments, variables)
    ids = values.get("ids")
    length = len(ids) if isinstance(ids, list) else 1
    return _requests(field.selection_set, times * length, fragments, variables)
