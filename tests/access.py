"""The addresses of the site, each with what everybody is answered there; `test_access.py` asks for all of them."""

from dataclasses import dataclass
from typing import Any

ROLES = ("anonymous", "newcomer", "other newcomer", "mentor elsewhere", "mentor", "organiser", "administrator")


@dataclass(frozen=True)
class Row:
    """One address: what each role of `ROLES` is answered, in that order."""

    method: str
    address: str
    expected: str
    also: str = ""
    is_exempt: bool = False

    def expects(self) -> dict[str, int]:
        return dict(zip(ROLES, map(int, self.expected.split()), strict=True))


def get(address: str, expected: str, **more: Any) -> Row:
    return Row("GET", address, expected, **more)


def post(address: str, expected: str, **more: Any) -> Row:
    return Row("POST", address, expected, **more)


#                                              nobody ada mary mallory grace linus margaret
EVERYBODY = "200 200 200 200 200 200 200"
SENT_ON = "302 302 302 302 302 302 302"
NOBODY = "404 404 404 404 404 404 404"
WHO_IS_SIGNED_IN = "302 200 200 200 200 200 200"
OWN = "302 200 404 404 404 404 404"  # the newcomer's pages speak to one person
OWN_TO_CHANGE = "302 302 404 404 404 404 404"
ORGANISERS = "302 404 404 200 404 200 200"  # of whatever program: each sees the rows of their own
OUR_PAGE = "302 404 404 404 404 200 200"
OUR_PAGE_TO_CHANGE = "302 404 404 404 404 302 302"
ADMINISTRATORS = "302 404 404 404 404 404 200"

HELPERS = "302 404 404 200 200 200 200"  # of whatever program: each sees the people of their own
HELPED = "302 404 404 404 200 200 200"  # a mentor's pages about somebody; never about oneself
HELPED_TO_CHANGE = "302 404 404 404 302 302 302"
ITS_MENTORS_TO_CHANGE = "302 404 404 404 302 404 404"  # a mentor's own, of this program
HELPED_NOTHING = "302 404 404 404 404 404 404"  # it asks for more than an empty form
HELPED_WITHOUT_A_WORD = "302 404 404 404 422 422 422"

OUR_SITE = "302 404 404 404 404 404 200"  # the site's organisers and administrators: Linus organises a program only
OUR_SITE_TO_CHANGE = "302 404 404 404 404 404 302"
OUR_SITE_NOTHING = "302 404 404 404 404 404 404"  # there is no App yet

NEVER = "302 404 404 404 404 404 404"


def admin_rows(model: str, pk: str) -> dict[str, Row]:
    """The addresses that the admin has for each model: administrators look, and nobody adds or deletes."""
    name, base = f"admin:{model.replace('/', '_')}", f"/admin/{model}/"
    return {
        f"{name}_changelist": get(base, ADMINISTRATORS),
        f"{name}_add": get(f"{base}add/", NEVER),
        f"{name}_change": get(f"{base}{pk}/change/", ADMINISTRATORS),
        f"{name}_history": get(f"{base}{pk}/history/", ADMINISTRATORS),
        f"{name}_delete": get(f"{base}{pk}/delete/", NEVER),
        f"admin/{model}/<path:object_id>/": get(f"{base}{pk}/", "302 404 404 404 404 404 302"),
    }


ROWS = {
    "landing": get("/", "200 302 302 302 302 302 302"),
    "journey": get("/journey/", "302 302 302 302 302 302 200"),
    "enrollment": get("/journey/{eid}/", OWN),
    "leave": post("/journey/{eid}/leave/", OWN_TO_CHANGE),
    "pause": post("/journey/{eid}/pause/", OWN_TO_CHANGE),
    "resume": post("/journey/{eid}/resume/", OWN_TO_CHANGE),
    "github_connection": get("/setup/github/", OUR_SITE),
    "github_app_created": get("/setup/github/created/", OUR_SITE_TO_CHANGE),
    "github_app_installed": get("/setup/github/installed/", OUR_SITE_NOTHING),
    "github_app_refresh": post("/setup/github/refresh/", OUR_SITE_NOTHING),
    "github_app_key": post("/setup/github/key/", OUR_SITE_NOTHING),
    "github_app_secret": post("/setup/github/secret/", OUR_SITE_NOTHING),
    "github_follow": post("/setup/github/follow/", OUR_SITE_TO_CHANGE),
    "questions": get("/questions/", WHO_IS_SIGNED_IN),
    "question": get("/questions/{qid}/", "302 200 200 404 200 200 200"),
    "answer": post("/questions/{qid}/answer/", "302 422 422 404 422 422 422"),
    "accept": post("/questions/{qid}/accept/{aid}/", OWN_TO_CHANGE),
    "settle": post("/questions/{qid}/settle/", OWN_TO_CHANGE),
    "promote": post("/questions/{qid}/promote/", HELPED_TO_CHANGE),
    "ask": get("/journey/{eid}/first-contribution/ask/", OWN, also="POST"),
    "ask_help": post("/journey/{eid}/first-contribution/ask/help/", OWN),
    "calendar": get("/calendar/made-up.ics", NOBODY),
    "open_calendar": post("/calendar/open/", SENT_ON),
    "close_calendar": post("/calendar/close/", SENT_ON),
    "record": get("/journey/{eid}/record/", OWN),
    "record_json": get("/journey/{eid}/record.json", OWN),
    "share_record": post("/journey/{eid}/record/share/", OWN_TO_CHANGE),
    "hide_record": post("/journey/{eid}/record/hide/", OWN_TO_CHANGE),
    "shared_record": get("/records/made-up/", NOBODY),
    "credential": get("/journey/{eid}/credential.jwt", "302 404 404 404 404 404 404"),
    "credential_key_set": get("/.well-known/jwks.json", EVERYBODY),
    "credential_key": get("/credentials/keys/made-up/", NOBODY),
    "task": get("/journey/{eid}/first-contribution/", OWN),
    "submit": post("/journey/{eid}/first-contribution/submit/", "302 422 404 404 404 404 404"),
    "quiz": get("/journey/{eid}/components/quiz/", OWN),
    "begin_quiz": post("/journey/{eid}/components/quiz/begin/", OWN_TO_CHANGE),
    "hand_in_quiz": post("/journey/{eid}/components/quiz/{paper}/", "302 422 404 404 404 404 404"),
    "make_command": post("/journey/{eid}/first-contribution/command/", OWN_TO_CHANGE),
    "evidence": post("/evidence/made-up", NOBODY, is_exempt=True),
    "evidence_by_header": post("/evidence/", NOBODY, is_exempt=True),
    "environment_script": get("/collect/environment.sh", EVERYBODY),
    "arrived": get("/journey/{eid}/first-contribution/arrived/", OWN),
    "submission_status": get("/submissions/{sid}/status/", OWN),
    "check_again": post("/submissions/{sid}/check-again/", OWN_TO_CHANGE),
    "withdraw": post("/submissions/{sid}/withdraw/", OWN_TO_CHANGE),
    "pulls": get("/pulls/", WHO_IS_SIGNED_IN),
    "pull": get("/pulls/{pullsid}/", OWN),
    "issues": get("/issues/{eid}/", OWN),
    "pick": post("/issues/{eid}/{issue}/pick/", OWN_TO_CHANGE),
    "keep_on": post("/picks/{pick}/keep-on/", OWN_TO_CHANGE),
    "give_up": post("/picks/{pick}/give-up/", OWN_TO_CHANGE),
    "confirm_pick": post("/mentor/picks/{pick}/confirm/", HELPED_TO_CHANGE),
    "command_help": get("/command-help/", EVERYBODY),
    "sign_in": get("/sign-in/", "200 302 302 302 302 302 302"),
    "sign_out": post("/sign-out/", SENT_ON),
    "github_login": post("/accounts/github/login/", SENT_ON, also="GET"),
    "github_callback": get("/accounts/github/login/callback/", "400 400 400 400 400 400 400"),
    "set_language": post("/language/", SENT_ON),
    "set_theme": post("/theme/", SENT_ON),
    "setup": get("/setup/", NOBODY, also="POST"),
    "open_setup": get("/setup/made-up/", NOBODY),
    "preview_track": get("/preview/cloud-native-contributor/", ORGANISERS),
    "preview_task": get("/preview/cloud-native-contributor/pod/", ORGANISERS),
    "styleguide": get("/styleguide/", NOBODY),
    "preferences": get("/preferences/", WHO_IS_SIGNED_IN, also="POST"),
    "announcements": get("/organise/spring/announcements/", OUR_PAGE, also="POST"),
    "chats": get("/organise/spring/chats/", OUR_PAGE, also="POST"),
    "choose_kinds": post("/organise/spring/chats/kinds/", OUR_PAGE_TO_CHANGE),
    "try_chat": post("/organise/spring/chats/{chat}/try/", OUR_PAGE_TO_CHANGE),
    "remove_chat": post("/organise/spring/chats/{chat}/remove/", OUR_PAGE_TO_CHANGE),
    "mails": get("/organise/spring/mails/", OUR_PAGE),
    "mail": get("/organise/spring/mails/verified/0/en/", OUR_PAGE),
    "announcement": get("/announcements/{announcement}/", "302 200 200 404 200 200 200"),
    "notices": get("/notices/", WHO_IS_SIGNED_IN),
    "read_notices": post("/notices/read/", SENT_ON),
    "open_notice": get("/notices/{notice}/", "302 302 404 404 404 404 404"),
    "unsubscribe": get("/notices/unsubscribe/made-up/", NOBODY, also="POST"),
    "notice_preferences": get("/preferences/notices/", WHO_IS_SIGNED_IN, also="POST"),
    "trust_address": post("/preferences/notices/trust/", SENT_ON),
    "github_webhook": post("/webhooks/github/", "401 401 401 401 401 401 401", is_exempt=True),
    "tracks": get("/tracks/", EVERYBODY),
    "glossary": get("/glossary/", EVERYBODY),
    "track": get("/tracks/spring-track/", EVERYBODY),
    "public_task": get("/tracks/spring-track/sign-off/", EVERYBODY),
    "hooks": get("/hooks/", EVERYBODY),
    "hook": get("/hooks/commit-msg", EVERYBODY),
    "programs": get("/programs/", EVERYBODY),
    "program": get("/programs/autumn/", EVERYBODY),
    "organise": get("/organise/", ORGANISERS),
    "organise_program": get("/organise/spring/", OUR_PAGE),
    "organise_new": get("/organise/new/", ORGANISERS, also="POST"),
    "organise_about": get("/organise/spring/about/", OUR_PAGE, also="POST"),
    "organise_repositories": get("/organise/spring/repositories/", OUR_PAGE, also="POST"),
    "organise_when": get("/organise/spring/when/", OUR_PAGE, also="POST"),
    "organise_rules": get("/organise/spring/rules/", OUR_PAGE, also="POST"),
    "organise_review": get("/organise/spring/review/", OUR_PAGE_TO_CHANGE),
    "organise_publish": post("/organise/spring/publish/", OUR_PAGE_TO_CHANGE),
    "organise_discard": get("/organise/spring/discard/", OUR_PAGE_TO_CHANGE, also="POST"),
    "organise_archive": get("/organise/spring/archive/", OUR_PAGE, also="POST"),
    "organise_clone": get("/organise/spring/clone/", OUR_PAGE, also="POST"),
    "organise_invites": get("/organise/spring/invites/", OUR_PAGE, also="POST"),
    "organise_revoke_invite": post("/organise/spring/invites/{invite}/revoke/", OUR_PAGE_TO_CHANGE),
    "organise_joiners": get("/organise/spring/joiners/", OUR_PAGE, also="POST"),
    "organise_versions": get("/organise/spring/versions/", OUR_PAGE, also="POST"),
    "invite": get("/invites/{token}/", EVERYBODY),
    "accept_invite": post("/invites/{token}/accept/", SENT_ON),
    "organise_import": get("/organise/spring/import/", OUR_PAGE, also="POST"),
    "organise_import_sample": get("/organise/spring/import/sample.csv", OUR_PAGE),
    "organise_members": get("/organise/spring/members/", OUR_PAGE, also="POST"),
    "organise_change_member": post("/organise/spring/members/{member}/", OUR_PAGE_TO_CHANGE),
    "organise_remove_member": get("/organise/spring/members/{member}/remove/", OUR_PAGE, also="POST"),
    "figures": get("/organise/spring/figures/", OUR_PAGE),
    "exports": get("/organise/spring/exports/", OUR_PAGE),
    "export": post("/organise/spring/exports/people.csv", OUR_PAGE),
    "audit": get("/organise/spring/audit/", OUR_PAGE),
    "reverify": get("/organise/spring/reverify/?task=sign-off", OUR_PAGE),
    "start_reverification": post("/organise/spring/reverify/start/", "302 404 404 404 404 404 404"),  # of no task
    "reverification": get("/organise/spring/reverify/{run}/", OUR_PAGE),
    "export_audit": post("/organise/spring/audit/export.csv", OUR_PAGE),
    "join": post("/programs/autumn/join/", SENT_ON),
    "livez": get("/livez", EVERYBODY),
    "readyz": get("/readyz", EVERYBODY),
    "today": get("/mentor/today/", HELPERS),
    "queue": get("/mentor/queue/", HELPERS),
    "replies": get("/mentor/replies/", HELPERS, also="POST"),
    "change_reply": get("/mentor/replies/{reply}/", "302 404 404 404 200 404 404", also="POST"),
    "delete_reply": post("/mentor/replies/{reply}/delete/", "302 404 404 404 302 404 404"),
    "absence": get("/mentor/absence/", "302 404 404 200 200 404 404", also="POST"),
    "come_back": post("/mentor/absence/{absence}/back/", ITS_MENTORS_TO_CHANGE),
    "hand_over": get("/mentor/hand-over/spring/", "302 404 404 404 200 404 404", also="POST"),
    "ask_for_another": post("/journey/{eid}/another-mentor/", "302 409 404 404 404 404 404"),
    "take_back_request": post("/journey/{eid}/another-mentor/take-back/", OWN_TO_CHANGE),
    "organise_newcomers": get("/organise/spring/mentors/newcomers/", OUR_PAGE, also="POST"),
    "organise_mentors": get("/organise/spring/mentors/", OUR_PAGE),
    "organise_answer_mentor_request": post("/organise/spring/mentors/requests/{asked}/", "302 404 404 404 404 409 409"),
    "capacity": post("/mentor/capacity/spring/", ITS_MENTORS_TO_CHANGE),
    "people": get("/mentor/people/", HELPERS),
    "person": get("/mentor/people/{eid}/", HELPED),
    "export_people": get("/mentor/people/export/", HELPERS),
    "chosen": post("/mentor/people/chosen/", "302 404 404 404 404 404 404"),  # what to do is in the form
    "keep_filter": post("/mentor/people/filters/", "302 404 404 404 404 404 404"),  # so is the program
    "drop_filter": post("/mentor/people/filters/{kept}/delete/", "302 404 404 404 302 404 404"),  # whose it is
    "add_note": post("/mentor/people/{eid}/notes/", HELPED_WITHOUT_A_WORD),
    "change_note": get("/mentor/notes/{note}/", "302 404 404 404 200 404 404", also="POST"),  # who wrote it
    "delete_note": post("/mentor/notes/{note}/delete/", "302 404 404 404 302 404 404"),
    "nudges": get("/mentor/nudges/?who={eid}", HELPED, also="POST"),
    "praise": post("/mentor/nudges/praise/{done}/", HELPED_TO_CHANGE),
    "later_dates": get("/mentor/later-dates/?who={eid}", HELPED, also="POST"),
    "star": post("/mentor/people/{eid}/star/", HELPED_TO_CHANGE),
    "review": get("/mentor/review/{sid}/", HELPED),
    "decide": post("/mentor/review/{sid}/decide/", HELPED_WITHOUT_A_WORD),
    "together": get("/mentor/queue/together/?s={sid}", HELPED, also="POST"),
    "undo_batch": post("/mentor/batches/{batch}/undo/", "302 404 404 404 302 404 404"),
    "save_draft": post("/mentor/review/{sid}/draft/", HELPED_TO_CHANGE),
    "override": post("/mentor/review/{sid}/override/", HELPED_NOTHING),
    "hold": post("/mentor/review/{sid}/hold/", HELPED_TO_CHANGE),
    "let_go": post("/mentor/review/{sid}/let-go/", HELPED_TO_CHANGE),
    "take_up": post("/mentor/review/{sid}/take-up/", HELPED_TO_CHANGE),
    "close_flag": post("/mentor/review/{sid}/flags/reverted/close/", HELPED_WITHOUT_A_WORD),
    "undo": post("/mentor/reviews/{rid}/undo/", "302 404 404 404 302 404 404"),  # who decided, and nobody else
    "admin:index": get("/admin/", ADMINISTRATORS),
    "admin:login": get("/admin/login/", SENT_ON, also="POST"),
    "admin:logout": post("/admin/logout/", "302 404 404 404 404 404 302"),
    "admin:autocomplete": get("/admin/autocomplete/", "302 404 404 404 404 404 404"),
    "admin:jsi18n": get("/admin/jsi18n/", ADMINISTRATORS),
    "admin:view_on_site": get("/admin/r/1/1/", "302 404 404 404 404 404 404"),
    "admin:app_list": get("/admin/verification/", ADMINISTRATORS),
    "admin/(?P<url>.*)$": get("/admin/nowhere/", "302 404 404 404 404 404 404"),
    **admin_rows("people/user", "{user}"),
    **admin_rows("mirror/repository", "{repository}"),
    **admin_rows("mirror/pullrequest", "{pull}"),
    **admin_rows("mirror/allowance", "{allowance}"),
    **admin_rows("mirror/delivery", "{delivery}"),
    **admin_rows("programs/program", "{pk}"),
    **admin_rows("programs/enrollment", "{enrollment}"),
    **admin_rows("verification/submission", "{submission}"),
    **admin_rows("verification/review", "{review}"),
    **admin_rows("verification/flag", "{flag}"),
    **admin_rows("verification/transition", "{transition}"),
    **admin_rows("notifications/mail", "{mail}"),
}
