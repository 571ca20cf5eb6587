"""The documented shape of etcd evidence."""

from onboarding.rules.shapes.schema import instant, one_of, record, several, text, truth, whole

_KEY = record(
    "One of the person's own keys.",
    name=text("The key."),
    value=text("Its value, cut at 200 characters."),
    has_nonce=truth("Whether the value holds the person's nonce."),
    create_revision=whole("The revision in which it was created; 0 of a deletion."),
    mod_revision=whole("The revision in which it was last changed."),
    version=whole("How often it was put since its creation; 0 of a deletion."),
    lease=text("The lease it is attached to, in hexadecimal, or an empty text."),
)

_ANSWER = record(
    "One line.",
    line=whole("Its number in the upload."),
    what=one_of(
        "What was asked. A put, and a get that finds nothing, are both `plain`.",
        *("plain", "range", "delete", "watch", "txn", "grant", "timetolive"),
    ),
    cluster=text("The cluster's id, in hexadecimal. It is the same on every etcd with default settings."),
    revision=whole("The store's revision when it answered."),
    keys=several("Keys in the answer.", _KEY),
    events=several("Events of a watch.", record("An event.", type=one_of("Its type.", "PUT", "DELETE"), key=_KEY)),
    lease=record(
        "The lease that the answer is about.",
        id=text("Its id, in hexadecimal, or an empty text."),
        granted=whole("Seconds it was granted for."),
        ttl=whole("Seconds left; -1 when it is gone."),
        keys=several("Keys attached to it.", text("A key.")),
    ),
    succeeded=truth("Whether a transaction's comparison held."),
    responses=several(
        "Answers to a transaction's operations.",
        record("An answer.", what=text("`put`, `range` or `delete_range`."), keys=several("Keys in it.", _KEY)),
    ),
)

ETCD = record(
    "What `etcdctl … -w json` printed, one answer a line. Keys outside the person's prefix are not kept.",
    nonce=text("The person's mark."),
    prefix=text("Where the person's keys are: `/ob/<nonce>/`."),
    answers=several("The lines in their order.", _ANSWER),
    upload=record(
        "About the upload.",
        lines=whole("How many lines it had."),
        faults=several("Lines that no etcdctl would write.", text("A line's number.")),
        received_at=instant("When it came."),
    ),
    versions=record(
        "The key that was put most often.",
        key=text("The key, or an empty text."),
        version=whole("How often."),
        create_revision=whole("When it was created."),
        mod_revision=whole("When it was last put."),
        value=text("Its last value."),
        has_nonce=truth("Whether that holds the nonce."),
    ),
    watch=record(
        "The events of one key.",
        key=text("The key, or an empty text."),
        types=several("Types of its events in their order.", text("`PUT` or `DELETE`.")),
        ordered=truth("Whether revisions only grow."),
        complete=truth("Whether two puts and a deletion follow one another."),
    ),
    lease=record(
        "A lease that `lease timetolive --keys` showed.",
        id=text("Its id in hexadecimal, or an empty text."),
        key=text("A key attached to it, or an empty text."),
        granted=whole("Seconds it was granted for."),
        ttl=whole("Seconds that were left."),
        alive=truth("Whether it was alive when it was looked at."),
        expired=truth("Whether a later line shows that it is gone, in a later revision."),
    ),
    swap=record(
        "Compare-and-swap.",
        won=truth("Whether a transaction succeeded and put."),
        lost=truth("Whether a later one did not succeed."),
        key=text("The key that the later one read."),
        same_key=truth("Whether that key's value is at least as new as the first transaction."),
    ),
    election=record(
        "Candidates in one listing, and who came after the leader.",
        candidates=several("Keys, the oldest first.", text("A key.")),
        leader=text("The key with the smallest create_revision."),
        successor=text("The key that leads in a later listing from which the leader is gone."),
        leased=truth("Whether each candidate has a lease."),
        named=truth("Whether each candidate's key ends in its lease's id, as `etcdctl elect` writes it."),
    ),
)
