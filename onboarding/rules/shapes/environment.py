"""The documented shape of evidence of a local build."""

from onboarding.rules.shapes.schema import Schema, instant, one_of, record, several, text, truth, whole


def _version(about: str, **fields: Schema) -> Schema:
    return record(
        about,
        **fields,
        version=text("Such as `1.23.4`; empty when it could not be read."),
        major=whole("Its first number."),
        minor=whole("Its second number."),
        patch=whole("Its third number, or 0."),
    )


_REMOTE = record(
    "A remote of the clone.",
    name=text("Its name."),
    fetch=text("Where it is fetched from, such as `github.com/labring/sealos`: no scheme, no password."),
    push=text("Where it is pushed to."),
    can_push=truth("Whether that is an address at all."),
)

ENVIRONMENT = record(
    "What `environment.sh` reports of a build: a commit of the person's own, and a binary made from it.",
    nonce=text("The person's mark."),
    commit=record(
        "The newest commit.",
        sha=text("Its id, computed from what it says."),
        parents=several("Ids of the commits before it.", text("An id.")),
        subject=text("The first line of its message."),
        has_nonce=truth("Whether its message holds the nonce."),
    ),
    build=record(
        "What the binary says of its own build.",
        go=_version("The Go toolchain."),
        module=text("The main module, such as `github.com/labring/sealos`."),
        package=text("The package that was built."),
        vcs=text("`git`, when it was built in a clone."),
        revision=text("The commit that it was built from."),
        modified=truth("Whether files were changed or untracked. The binary itself is often one: only a hint."),
        trimpath=truth("Whether it was built with `-trimpath`."),
        system=text("Operating system and architecture it was built for."),
    ),
    remotes=several("Remotes of the clone.", _REMOTE),
    tools=several("Tools that were found.", _version("A tool.", name=text("Its name."))),
    upload=record(
        "About the upload.",
        missing=several("Sections that are empty or not there.", text("A section.")),
        received_at=instant("When it came."),
    ),
    upstream=_REMOTE,
    facts=record(
        "What we derive from it.",
        built_from_commit=truth("Whether the binary was built from that very commit."),
        parent_known=one_of("Whether the commit follows one of the project's own.", "yes", "no", "unknown"),
        of_upstream=truth("Whether the binary's module is the one of the remote `upstream`."),
    ),
)
