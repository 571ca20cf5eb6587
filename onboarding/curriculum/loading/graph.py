"""How tasks hang together: what they need, and whether anybody could ever begin them."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from onboarding.curriculum.loading.pages import Page
from onboarding.curriculum.loading.problems import Problem, nearest


def dead_names(key: str, names: Sequence[str], own: str, slugs: Sequence[str], page: Page) -> Iterator[Problem]:
    """Names in a list of the front matter that are no other task of the track."""
    others = [slug for slug in slugs if slug != own]
    for number, name in enumerate(names):
        if name == own:
            yield page.problem((key, number), f"A task cannot stand in its own `{key}`. Take it out.")
        elif name not in others:
            yield page.problem((key, number), f"`{name}` is no task of this track.{nearest(name, others)}")


def circle(needs: Mapping[str, Collection[str]]) -> list[str]:
    """Tasks that wait for one another, each needing the next and the last the first; empty when there are none."""
    done: set[str] = set()
    for start in needs:
        found = _circle_from(start, needs, done, [])
        if found:
            return found
    return []


def _circle_from(slug: str, needs: Mapping[str, Collection[str]], done: set[str], path: list[str]) -> list[str]:
    if slug in path:
        return path[path.index(slug) :]
    if slug in done:
        return []
    for needed in sorted(needs.get(slug, ())):
        found = _circle_from(needed, needs, done, [*path, slug])
        if found:
            return found
    done.add(slug)
    return []
