"""The pages of importing, as the organiser's browser uses them."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

IMPORT = "/organise/spring/import/"
HEAD = "login,started,mentor,task,done_on,note"


def preview(client: Client, *rows: str, data: bytes = b"") -> Any:
    data = data or "\n".join((HEAD, *rows)).encode()
    return client.post(IMPORT, {"file": SimpleUploadedFile("people.csv", data)})


def outcomes(client: Client, *rows: str) -> list[tuple[str, str]]:
    return [(line.outcome, line.reason) for line in preview(client, *rows).context["lines"]]


def carry_out(client: Client, *rows: str, lines: tuple[int, ...] = ()) -> Any:
    page = preview(client, *rows)
    wanted = lines or tuple(line.row.number for line in page.context["lines"] if line.is_new)
    sent = {"text": page.context["text"], "line": wanted, "chosen": "yes"}
    return client.post(IMPORT, sent, follow=True)
