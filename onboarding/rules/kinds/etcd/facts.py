"""What a person's lines of etcdctl show: versions, a watch, a lease, compare-and-swap, an election."""

from collections.abc import Iterator, Sequence
from typing import Any

from onboarding.rules.kinds.etcd.collect import Record
from onboarding.rules.types import Context, Evidence

WATCHED = ["PUT", "PUT", "DELETE"]


def derive(evidence: Evidence, context: Context) -> dict[str, Any]:
    """One record for each thing to show. What was not shown has empty texts, zeros and false."""
    if "answers" not in evidence:
        return {}
    answers = evidence["answers"]
    return {
        "versions": _versions(answers),
        "watch": _watch(answers),
        "lease": _lease(answers),
        "swap": _swap(answers),
        "election": _election(answers),
    }


def identities(evidence: Evidence) -> dict[str, str]:
    """Lease ids: random enough that no two people have the same. Cluster ids are alike on every default etcd."""
    leases = {answer["lease"]["id"] for answer in evidence["answers"]}
    leases |= {key["lease"] for answer in evidence["answers"] for key in answer["keys"]}
    return {lease: f"lease {lease}" for lease in leases if lease}


def _versions(answers: Sequence[Record]) -> Record:
    """The key that was put most often. Keys of elections are left out: each of those is put once, with a lease."""
    keys = [key for answer in answers if answer["what"] == "range" for key in answer["keys"] if not key["lease"]]
    best: Record = max(keys, key=lambda key: (key["version"], key["has_nonce"]), default={})
    return {
        "key": best.get("name", ""),
        "version": best.get("version", 0),
        "create_revision": best.get("create_revision", 0),
        "mod_revision": best.get("mod_revision", 0),
        "value": best.get("value", ""),
        "has_nonce": best.get("has_nonce", False),
    }


def _watch(answers: Sequence[Record]) -> Record:
    """The events of the one key that comes nearest to two puts and a deletion. A watch may print several lines."""
    by_key: dict[str, list[Record]] = {}
    for answer in answers:
        for event in answer["events"]:
            by_key.setdefault(event["key"]["name"], []).append(event)
    seen = [_seen(name, events) for name, events in by_key.items()]
    nothing: Record = {"key": "", "types": [], "ordered": False, "complete": False}
    return max(seen, key=lambda each: (each["complete"], len(each["types"])), default=nothing)


def _seen(name: str, events: Sequence[Record]) -> Record:
    types = [event["type"] for event in events]
    revisions = [event["key"]["mod_revision"] for event in events]
    complete = any(types[start : start + len(WATCHED)] == WATCHED for start in range(len(types)))
    return {"key": name, "types": types, "ordered": revisions == sorted(set(revisions)), "complete": complete}


def _lease(answers: Sequence[Record]) -> Record:
    """The lease that got furthest: a key attached, alive when it was looked at, gone later."""
    shown = [_one_lease(answer, answers) for answer in answers if answer["what"] == "timetolive"]
    nothing: Record = {"id": "", "key": "", "granted": 0, "ttl": 0, "alive": False, "expired": False}
    return max(shown, key=lambda lease: (lease["expired"], bool(lease["key"]), lease["alive"]), default=nothing)


def _one_lease(look: Record, answers: Sequence[Record]) -> Record:
    lease = look["lease"]
    key = next(iter(lease["keys"]), "")
    return {
        "id": lease["id"],
        "key": key,
        "granted": lease["granted"],
        "ttl": lease["ttl"],
        "alive": 0 < lease["ttl"] <= lease["granted"],
        "expired": any(_shows_expiry(answer, look) for answer in answers if answer["line"] > look["line"]),
    }


def _shows_expiry(later: Record, look: Record) -> bool:
    """The lease is gone, in a later revision. A `get` that finds nothing looks like a put: that is no proof."""
    same = later["what"] == "timetolive" and later["lease"]["id"] == look["lease"]["id"]
    return bool(same and later["lease"]["ttl"] < 0 and later["revision"] > look["revision"])


def _swap(answers: Sequence[Record]) -> Record:
    """A transaction that put, and a later one of the same key that could not."""
    transactions = [answer for answer in answers if answer["what"] == "txn"]
    won = next((each for each in transactions if each["succeeded"] and _puts(each)), None)
    lost = [each for each in transactions if not each["succeeded"] and won and each["line"] > won["line"]]
    read = [key for each in lost for response in each["responses"] for key in response["keys"]]
    written = won["revision"] if won else 0
    return {
        "won": won is not None,
        "lost": bool(lost),
        "key": next((key["name"] for key in read), ""),
        "same_key": any(key["mod_revision"] >= written for key in read),
    }


def _puts(transaction: Record) -> bool:
    return any(response["what"] == "put" for response in transaction["responses"])


def _election(answers: Sequence[Record]) -> Record:
    """Two candidates in one listing, the older the leader; and a later listing in which the other has taken over."""
    listings = [(answer["line"], candidates) for answer in answers for candidates in _elections(answer)]
    shown = [_one_election(line, candidates, listings) for line, candidates in listings if len(candidates) > 1]
    nothing: Record = {"candidates": [], "leader": "", "successor": "", "leased": False, "named": False}
    return max(shown, key=lambda each: (bool(each["successor"]), each["named"], each["leased"]), default=nothing)


def _elections(answer: Record) -> Iterator[list[Record]]:
    """The keys of a listing by the folder they are in, each folder ordered by age."""
    folders: dict[str, list[Record]] = {}
    for key in answer["keys"]:
        folders.setdefault(key["name"].rpartition("/")[0], []).append(key)
    for keys in folders.values():
        yield sorted(keys, key=lambda key: int(key["create_revision"]))


def _one_election(line: int, candidates: list[Record], listings: Sequence[tuple[int, list[Record]]]) -> Record:
    leader, *others = candidates
    waiting = {(key["name"], key["create_revision"]) for key in others}
    successors = [
        keys[0]["name"]
        for later, keys in listings
        if later > line and (keys[0]["name"], keys[0]["create_revision"]) in waiting
    ]
    return {
        "candidates": [key["name"] for key in candidates],
        "leader": leader["name"],
        "successor": successors[-1] if successors else "",
        "leased": all(key["lease"] for key in candidates),
        "named": all(key["name"].rpartition("/")[2] == key["lease"] for key in candidates),
    }
