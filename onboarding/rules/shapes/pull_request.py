"""A pull request as GitHub's own record tells it, with the facts that Waymark derives from it."""

from onboarding.rules.shapes.schema import (
    Schema,
    by_language,
    by_name,
    instant,
    maybe,
    one_of,
    record,
    several,
    text,
    truth,
    whole,
)


def _account(about: str) -> Schema:
    return record(
        about,
        github_id=maybe(whole("GitHub's number of the account: the identity, which a rename doesn't change.")),
        login=text("What the account was called when we looked."),
        is_bot=truth("Whether the account is a bot."),
    )


def _signature(about: str) -> Schema:
    return record(
        about,
        name=text("Name as git records it."),
        email=text("E-mail as git records it."),
        github_id=maybe(whole("The GitHub account that this e-mail belongs to, when GitHub knows one.")),
        login=text("That account's login, or an empty string."),
        is_bot=truth("Whether that account is a bot."),
    )


_CONVENTIONAL = record(
    "The subject read as `type(scope): description (#issue)`.",
    problem=one_of(
        "What is wrong with it: nothing (empty), full-width punctuation, the form, or a type that isn't in the list.",
        "",
        "punctuation",
        "format",
        "type",
    ),
    type=text("The type, such as `feat`, or an empty string."),
    scope=text("The scope without its brackets, or an empty string."),
    description=text("The description without the issue number, or an empty string."),
    issue=whole("The number in the closing `(#…)`, or 0."),
    is_breaking=truth("Whether a `!` stands before the colon."),
)

_SIGN_OFF = record("One `Signed-off-by` line.", name=text("The name in it."), email=text("The e-mail in it."))

_COMMIT_FACTS = record(
    "What we derive from the commit.",
    short=text("The first seven digits of its sha."),
    label=text("Short sha and subject, for showing."),
    skipped=truth("Whether rules on commits leave it out: a merge commit, or made by a bot."),
    conventional=_CONVENTIONAL,
    sign_offs=several("Its `Signed-off-by` lines.", _SIGN_OFF),
    signed_off=truth("Whether one of them has the name *and* e-mail of the author or the committer."),
    sign_off_problem=one_of("Nothing (empty), no line at all, or only lines of others.", "", "missing", "mismatch"),
    sign_offs_text=text("The lines as written, joined by commas, for showing."),
    trailer=text("The line that would sign this commit off: `Signed-off-by: Name <e-mail>`."),
)

_COMMIT = record(
    "A commit.",
    sha=text("Its full sha."),
    message=text("The whole message."),
    subject=text("The first line of the message."),
    is_merge=truth("Whether it has more than one parent."),
    committed_at=instant("When it was committed."),
    author=_signature("Who wrote it."),
    committer=_signature("Who committed it."),
    authors=several(
        "The author, then everybody in `Co-authored-by` lines.",
        record(
            "An author.",
            name=text("Name as git records it."),
            email=text("E-mail as git records it."),
            github_id=maybe(whole("The account that this e-mail belongs to, when GitHub knows one.")),
            login=text("That account's login, or an empty string."),
        ),
    ),
    facts=_COMMIT_FACTS,
)

_FILE = record(
    "A file.",
    path=text("Its path in the repository; for a renamed file, the new one."),
    change=one_of(
        "What happens to it; `changed` is a change of its type, such as to a link.",
        "added",
        "modified",
        "deleted",
        "renamed",
        "copied",
        "changed",
    ),
    additions=whole("Lines added."),
    deletions=whole("Lines taken out."),
    text=maybe(
        text(
            "The text of a Markdown file (`.md`, `.markdown`) that isn't deleted, as the newest commit has it. Null "
            "for other files, for one over 64 kB, and after the first eight."
        )
    ),
    facts=record(
        "What we derive from the file.",
        front=by_name(
            "The front matter (YAML between `---`, TOML between `+++`): values as texts, lists and records as JSON."
        ),
        front_problem=one_of(
            "Nothing (empty), no text to look at, no front matter, or one that cannot be read.",
            "",
            "no-text",
            "missing",
            "unreadable",
        ),
    ),
)

_STYLE = record(
    "Notes on the prose of its Markdown, code and links left out: each `docs/a.md:12 “words”`, twenty at most.",
    code_language=several("Blocks of code that don't name their language, by their first line.", text("A place.")),
    spacing=several("Chinese and Latin letters without a space between them.", text("A note.")),
    punctuation=several("Full-width punctuation in paragraphs without Chinese.", text("A note.")),
    terms=several("Terms such as Kubernetes in another capitalisation.", text("A note, with the right spelling.")),
)

_PULL_REQUEST = record(
    "The pull request.",
    node_id=text("GitHub's node id."),
    github_id=whole("GitHub's number of the pull request, unique over all repositories."),
    number=whole("Its number in its repository."),
    url=text("Its page."),
    title=text("Its title."),
    body=text("Its description."),
    state=one_of("Where it stands.", "open", "closed", "merged"),
    is_draft=truth("Whether it is still a draft."),
    created_at=instant("When it was opened."),
    updated_at=instant("When anything about it last changed."),
    merged_at=maybe(instant("When it was merged.")),
    closed_at=maybe(instant("When it was closed or merged.")),
    base_branch=text("The branch it is to be merged into."),
    head_sha=text("The sha of its newest commit."),
    is_cross_repository=truth("Whether it comes from a fork."),
    is_fork_gone=truth("Whether the repository that it comes from was deleted, so that nobody can push to it."),
    mergeable=one_of("Whether it can be merged without conflicts.", "mergeable", "conflicting", "unknown"),
    merge_state=one_of(
        "What GitHub's branch rules say of the merge; it works that out lazily, so it may be unknown for a while.",
        *("clean", "unstable", "has_hooks", "behind", "blocked", "dirty", "draft", "unknown"),
    ),
    review_decision=one_of("What its reviewers decided.", "approved", "changes_requested", "review_required", "none"),
    author=maybe(_account("Who opened it; null when the account is gone.")),
    merged_by=maybe(_account("Who merged it.")),
    merge_commit=maybe(
        record(
            "The commit that brought it into the base branch.",
            sha=text("Its full sha."),
            message=text("The whole message."),
            committed_at=instant("When it was committed."),
        )
    ),
    labels=several("Names of its labels.", text("A label.")),
    is_locked=truth("Whether its conversation is locked."),
    closed_by_commit=maybe(text("The sha of the commit that closed it without a merge, if one did.")),
    base_change=maybe(
        record(
            "The last change of the branch that it is to be merged into.",
            **{"from": text("The branch before."), "to": text("The branch since."), "at": instant("When.")},
        )
    ),
)

_MEND = record(
    "How to put commits right, as whole sentences with the exact command; empty where nothing is to be mended.",
    reword=by_language("For commit messages that don't have the form."),
    sign_off=by_language("For commits that aren't signed off."),
)

_NEEDS = (
    *("ready", "fork", "conflict", "behind", "branch", "checks", "cla", "dco", "changes", "review"),
    *("label-needed", "label-forbidden", "blocked", "merge"),
)

PULL_REQUEST = record(
    "A pull request on GitHub.",
    pull_request=_PULL_REQUEST,
    repository=record(
        "The repository it is to be merged into.",
        github_id=whole("GitHub's number of the repository: the identity."),
        node_id=text("GitHub's node id."),
        full_name=text("`owner/name` when we looked."),
        default_branch=text("Its default branch."),
        is_archived=truth("Whether it is archived."),
        is_fork=truth("Whether it is a fork."),
    ),
    commits=several("The pull request's own commits, oldest first; never the squash or merge commit.", _COMMIT),
    commits_total=whole("How many commits it has; more than `commits` holds when there were too many to read."),
    checks=record(
        "What machines said about the newest commit.",
        state=one_of("All of them together.", "success", "failure", "pending", "none"),
        items=several(
            "Each of them.",
            record(
                "A check.",
                name=text("What it is called."),
                state=one_of("What it said.", "success", "failure", "pending"),
                conclusion=text(
                    "GitHub's own word for it, such as `timed_out` or `action_required`; empty if it runs."
                ),
                url=text("Its page, or an empty string."),
            ),
        ),
    ),
    reviews=several(
        "Each reviewer's latest opinion.",
        record(
            "A review.",
            author=text("The reviewer's login, or an empty string when the account is gone."),
            state=one_of("What they said.", "approved", "changes_requested", "dismissed"),
            submitted_at=maybe(instant("When.")),
        ),
    ),
    closing_issues=several(
        "Issues that it will close.",
        record("An issue.", number=whole("Its number."), repository=text("`owner/name` of its repository.")),
    ),
    files=several("Files that it changes, in GitHub's order.", _FILE),
    reverts=several(
        "Commits on the default branch that took its merge commit back, and that took those back, oldest first.",
        record(
            "Such a commit.",
            sha=text("Its full sha."),
            at=instant("When it was committed."),
            undoes=truth("Whether it brings the change back, by taking a revert back."),
        ),
    ),
    changed_files=whole("How many files it changes; more than `files` holds when there were too many to read."),
    program=record(
        "What the program asks of pull requests.",
        issue_number_required=truth("Whether each commit's subject must end in an issue's number, `(#12)`."),
    ),
    facts=record(
        "What we derive from the whole.",
        turn=one_of("Who must act next.", "newcomer", "mentor", "maintainers", "machine", "nobody"),
        waiting_for=one_of(
            "The code of the first of `needs` that isn't met, the newcomer's own first; empty once it is over.",
            "",
            *_NEEDS,
        ),
        needs=several(
            "All that a merge needs by the program's rules, met or not; empty once it is closed or merged.",
            record(
                "One of them.",
                code=one_of("What it is about.", *_NEEDS),
                subject=text("The label that it is about, or an empty string."),
                state=one_of("Where it stands.", "met", "unmet", "pending", "unknown"),
                turn=one_of("Who must act while it isn't met.", "newcomer", "mentor", "maintainers", "machine"),
                expect=by_language("What we looked for."),
                saw=by_language("What we saw."),
                do=by_language("What to do."),
            ),
        ),
        all_commits_seen=truth("Whether `commits` holds every commit of the pull request."),
        all_files_seen=truth("Whether `files` holds every file that it changes."),
        style=_STYLE,
        mend=_MEND,
    ),
)
