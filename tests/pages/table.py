"""All pages, by the name of their address, and who looks at them: a new address has to be put into one of the two."""

from dataclasses import dataclass

from tests.progress.world import CLUSTER, FIRST, LOCKED, TRACK, WRITTEN


@dataclass(frozen=True)
class Sight:
    """A page as somebody sees it. ``sends``: the form that they send there as it is, to see what is wrong with it."""

    who: str
    address: str
    sends: str = ""

    def filled(self, facts: dict[str, str]) -> str:
        return self.address.format_map({name.replace("-", "_"): fact for name, fact in facts.items()})


def sights(who: str, *addresses: str) -> tuple[Sight, ...]:
    return tuple(Sight(who, address) for address in addresses)


def own(login: str, path: str = "", **more: str) -> Sight:
    """A page of this newcomer's own journey."""
    return Sight(login, f"/journey/{{eid_{login.replace('-', '_')}}}/{path}", **more)


JOURNEYS = ("fresh", "no", "with-the-mentor", "covered", "finished", "paused", "late")
TASKS = {
    **dict.fromkeys(("no", "waiting", "not-yet", "could-not-check", "being-checked", "verified"), (FIRST,)),
    **dict.fromkeys(("with-the-mentor", "sent-back", "covered"), (WRITTEN,)),
    "fresh": (FIRST, WRITTEN, LOCKED),
    "at-the-cluster": (CLUSTER, "etcd"),
    "at-the-quiz": ("components",),
}
"""By login: the tasks to look at. Each has another thing to say."""

ORGANISE = "/organise/spring/"
"""Where the organiser's pages of the program begin."""

PAGES: dict[str, tuple[Sight, ...]] = {
    "landing": sights("", "/"),
    "sign_in": sights("", "/sign-in/"),
    "github_callback": sights("", "/accounts/github/login/callback/"),
    "setup": sights("newton", "{setup}"),
    "open_setup": sights("", "/setup/made-up/"),
    "programs": (*sights("", "/programs/"), *sights("newton", "/programs/")),
    "program": (*sights("", "/programs/spring/"), *sights("asks", "/programs/spring/")),
    "tracks": sights("", "/tracks/"),
    "track": sights("", f"/tracks/{TRACK}/"),
    "public_task": sights("", f"/tracks/{TRACK}/{FIRST}/", f"/tracks/{TRACK}/etcd/"),
    "glossary": sights("", "/glossary/"),
    "hooks": sights("", "/hooks/"),
    "invite": sights("", "/invites/{token}/", "/invites/made-up/"),
    "shared_record": sights("", "/records/{record}/"),
    "journey": (*sights("late", "/journey/"), *sights("newton", "/journey/")),
    "enrollment": tuple(own(login) for login in JOURNEYS),
    "task": tuple(own(login, f"{slug}/") for login, slugs in TASKS.items() for slug in slugs),
    "submit": (own("fresh", f"{FIRST}/", sends="form[action*='/submit/']"),),
    "quiz": (own("at-the-quiz", "components/quiz/"),),
    "hand_in_quiz": (own("at-the-quiz", "components/quiz/", sends="form[action*='/quiz/']"),),
    "record": (own("fresh", "record/"), own("finished", "record/"), own("sent-back", "record/")),
    "pulls": (*sights("waiting", "/pulls/"), *sights("late", "/pulls/")),
    "pull": sights("waiting", "/pulls/{sid_waiting}/"),
    "issues": (*sights("waiting", "/issues/{eid_waiting}/"), *sights("fresh", "/issues/{eid_fresh}/")),
    "command_help": sights("waiting", "/command-help/"),
    "ask": (own("sent-back", f"{FIRST}/ask/"), own("sent-back", f"{FIRST}/ask/", sends="main form")),
    "questions": (*sights("sent-back", "/questions/", "/questions/?q=nothing"), *sights("grace", "/questions/")),
    "question": (
        *sights("sent-back", "/questions/{answered}/", "/questions/{waits}/"),
        *sights("no", "/questions/{replied}/"),
        *sights("grace", "/questions/{answered}/", "/questions/{replied}/"),
    ),
    "answer": (Sight("grace", "/questions/{waits}/", sends="form[action$='/answer/']"),),
    "preferences": sights("late", "/preferences/"),
    "notices": (*sights("grace", "/notices/"), *sights("newton", "/notices/")),
    "notice_preferences": sights("grace", "/preferences/notices/"),
    "announcement": sights("fresh", "/announcements/{announcement}/"),
    "unsubscribe": sights("", "{unsubscribe}"),
    "today": (*sights("grace", "/mentor/today/"), *sights("barbara", "/mentor/today/")),
    "queue": sights("grace", "/mentor/queue/?by=task", "/mentor/queue/"),
    "together": sights("grace", "/mentor/queue/together/?s={sid_with_the_mentor}&s={held}"),
    "people": sights("grace", "/mentor/people/?program=spring", "/mentor/people/?q=nobody"),
    "person": sights("grace", *(f"/mentor/people/{{eid_{login}}}/" for login in ("sent_back", "waiting", "late"))),
    "add_note": (Sight("grace", "/mentor/people/{eid_fresh}/", sends="form[action$='/notes/']"),),
    "change_note": sights("grace", "/mentor/notes/{note}/"),
    "nudges": sights("grace", "/mentor/nudges/?who={eid_late}&who={eid_fresh}"),
    "later_dates": sights("grace", "/mentor/later-dates/?who={eid_late}&who={eid_fresh}"),
    "review": sights(
        "grace",
        *("/mentor/review/{sid_with_the_mentor}/", "/mentor/review/{held}/", "/mentor/review/{flagged}/"),
        *("/mentor/review/{sid_waiting}/", "/mentor/review/{sid_at_the_cluster}/"),
    ),
    "close_flag": (Sight("grace", "/mentor/review/{flagged}/", sends="form[action*='/flags/']"),),
    "decide": (Sight("grace", "/mentor/review/{sid_with_the_mentor}/", sends="form[action$='/decide/']"),),
    "replies": (*sights("grace", "/mentor/replies/"), *sights("barbara", "/mentor/replies/")),
    "change_reply": sights("grace", "/mentor/replies/{reply}/"),
    "absence": (*sights("grace", "/mentor/absence/"), *sights("barbara", "/mentor/absence/")),
    "hand_over": (
        *sights("grace", "/mentor/hand-over/spring/"),
        *sights("barbara", "/mentor/hand-over/spring/"),
    ),
    "organise": sights("linus", "/organise/"),
    "organise_new": (*sights("linus", "/organise/new/"), Sight("linus", "/organise/new/", sends="main form")),
    "organise_program": sights("linus", ORGANISE, "/organise/draft/", "/organise/past/"),
    "organise_about": sights("linus", f"{ORGANISE}about/", "/organise/draft/about/"),
    "organise_repositories": sights("linus", f"{ORGANISE}repositories/", "/organise/draft/repositories/"),
    "organise_when": sights("linus", f"{ORGANISE}when/"),
    "organise_rules": sights("linus", f"{ORGANISE}rules/"),
    "organise_review": sights("linus", "/organise/draft/review/"),
    "organise_discard": sights("linus", "/organise/draft/discard/"),
    "organise_archive": sights("linus", f"{ORGANISE}archive/"),
    "organise_clone": sights("linus", f"{ORGANISE}clone/"),
    "organise_invites": sights("linus", f"{ORGANISE}invites/", "/organise/draft/invites/"),
    "organise_joiners": sights("linus", f"{ORGANISE}joiners/", "/organise/autumn/joiners/"),
    "organise_versions": sights("linus", f"{ORGANISE}versions/"),
    "organise_import": sights("linus", f"{ORGANISE}import/"),
    "organise_members": sights("linus", f"{ORGANISE}members/"),
    "organise_remove_member": sights("linus", f"{ORGANISE}members/{{member}}/remove/"),
    "organise_mentors": sights("linus", f"{ORGANISE}mentors/"),
    "organise_newcomers": sights("linus", f"{ORGANISE}mentors/newcomers/", f"{ORGANISE}mentors/newcomers/?of=grace"),
    "announcements": sights("linus", f"{ORGANISE}announcements/"),
    "chats": sights("linus", f"{ORGANISE}chats/"),
    "mails": sights("linus", f"{ORGANISE}mails/"),
    "figures": sights("linus", f"{ORGANISE}figures/", "/organise/autumn/figures/"),
    "exports": sights("linus", f"{ORGANISE}exports/"),
    "audit": sights("linus", f"{ORGANISE}audit/"),
    "reverify": sights("linus", f"{ORGANISE}reverify/?task={FIRST}"),
    "reverification": sights("linus", f"{ORGANISE}reverify/{{run}}/"),
    "preview_track": sights("linus", f"/preview/{TRACK}/"),
    "preview_task": sights("linus", f"/preview/{TRACK}/{CLUSTER}/"),
    "github_connection": sights("margaret", "/setup/github/"),
    "styleguide": sights("", "/styleguide/"),
    "admin:index": sights("margaret", "/admin/"),
    "admin:app_list": sights("margaret", "/admin/programs/"),
}

NO_PAGES = {
    **dict.fromkeys(("record_json", "credential_key_set", "credential_key", "readyz"), "JSON"),
    **dict.fromkeys(("environment_script", "hook", "livez"), "plain text"),
    **dict.fromkeys(("organise_import_sample", "export_people", "calendar", "credential"), "a file"),
    **dict.fromkeys(("arrived", "submission_status"), "a part of the task's page, which is looked at"),
    **dict.fromkeys(("open_notice", "github_login", "github_app_created", "github_app_installed"), "leads on"),
    **dict.fromkeys(("admin:login", "admin:view_on_site"), "leads on"),
    **dict.fromkeys(("admin:autocomplete", "admin:jsi18n"), "what scripts of Django's admin ask for"),
    "mail": "a letter as it is sent, shown inside the page of the mails",
}
"""What answers GET with something else than a page of ours, and why it isn't looked at."""

DJANGOS_OWN = ("_changelist", "_add", "_change", "_history", "_delete")
"""What Django's admin makes of each model. Axe finds fields without a label there; every verb has a page of ours."""

FAILURES = (
    *sights("", "/nowhere/", "/broken/400/", "/broken/signed-out/"),
    *sights("late", "/broken/403/", "/broken/500/", "/broken/too-often/", "/broken/too-old/"),
)
"""What people see when something goes wrong (`tests/pages/urls.py`)."""
