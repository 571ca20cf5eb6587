"""The documented shape of a GitHub release."""

from onboarding.rules.shapes.schema import instant, maybe, record, several, text, truth, whole

_ACCOUNT = record(
    "An account.",
    github_id=whole("GitHub's number of the account: the identity."),
    login=text("What it was called when we looked."),
)

RELEASE = record(
    "A release on GitHub, of the person's own repository.",
    release=record(
        "The release.",
        github_id=whole("GitHub's number of the release."),
        url=text("Its page."),
        tag=text("Its tag."),
        name=text("Its title."),
        notes=text("What it says of itself."),
        is_draft=truth("Whether it is still a draft, which nobody else can see."),
        is_prerelease=truth("Whether it is marked as not ready for production."),
        created_at=instant("When it was begun."),
        published_at=maybe(instant("When it was published.")),
        author=maybe(_ACCOUNT),
        assets=several(
            "Files that belong to it.",
            record(
                "A file.",
                name=text("Its name."),
                size=whole("Its size in bytes."),
                digest=text("`sha256:` and its digest, as GitHub computed it, or an empty text."),
            ),
        ),
    ),
    repository=record(
        "The repository.",
        github_id=whole("GitHub's number of the repository: the identity."),
        full_name=text("`owner/name` when we looked."),
        owner=_ACCOUNT,
        is_fork=truth("Whether it is a fork."),
    ),
    checksums=several(
        "What the checksum files say.",
        record(
            "A line.",
            name=text("The file."),
            algorithm=text("`sha256`, `sha512`, …"),
            digest=text("In hexadecimal."),
        ),
    ),
    facts=record(
        "What we derive from it.",
        version=record(
            "The tag as a version.",
            valid=truth("Whether it follows Semantic Versioning."),
            major=whole("The first number."),
            minor=whole("The second number."),
            patch=whole("The third number."),
            prerelease=text("What stands behind a hyphen, such as `rc.1`."),
            has_v=truth("Whether it begins with a `v`."),
        ),
        words=whole("Words in the notes; Chinese, Japanese and Korean characters count as one each."),
        archives=several("Archives and packages among the files.", text("A name.")),
        checksum_files=several("Checksum files among the files.", text("A name.")),
        uncovered=several("Archives that no checksum file names.", text("A name.")),
        mismatched=several("Archives whose digest at GitHub is another one.", text("A name.")),
        absent=several("Files that a checksum file names, and that are not there.", text("A name.")),
    ),
)
