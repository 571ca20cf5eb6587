"""Handing in evidence that is uploaded: from a shell, to an address made for it, or here, by paste or as a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from onboarding.progress import when
from onboarding.progress.handing_in.form import EvidenceForm
from onboarding.progress.reader import Reader
from onboarding.progress.words import Words
from onboarding.rules.kinds.environment import commands as environment
from onboarding.rules.kinds.etcd import commands as etcd
from onboarding.rules.kinds.kubernetes.commands import Shell, send_objects
from onboarding.verification.models import EvidenceToken, Submission
from onboarding.verification.operations import token_for, upload

POWERSHELL = "PowerShell"


@dataclass(frozen=True)
class Command:
    """Lines to copy, and where they are for."""

    title: Words
    text: str


class ForgetfulTextarea(forms.Textarea):
    """What was pasted is not sent back: it may be a megabyte, or hold what should never have left its owner."""

    def format_value(self, value: Any) -> str:
        return ""


class UploadForm(EvidenceForm):
    """``explanation`` is the template that says what the command does. The first command is shown at once,
    all others unfold below what ``further`` calls them.
    """

    fragment = "progress/handing_in/upload.html"
    explanation: ClassVar[str]
    further: ClassVar[Words] = POWERSHELL

    pasted = forms.CharField(
        label=_("Paste it here"),
        required=False,
        strip=False,
        widget=ForgetfulTextarea(attrs={"rows": 5, "spellcheck": "false", "autocomplete": "off", "class": "mono"}),
    )
    file = forms.FileField(label=_("Or choose a file"), required=False, allow_empty_file=True)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        pasted, file = said.get("pasted") or "", said.get("file")
        if pasted.strip() and file:
            raise forms.ValidationError(gettext("There is both a text and a file. Send one of them."))
        if not pasted.strip() and not file:
            self.add_error("pasted", gettext("Paste what the command printed, or choose the file that holds it."))
        said["raw"] = file.read() if file else pasted.encode(errors="replace")
        return said

    def hand_in(self, *, now: datetime) -> Submission:
        return upload(enrollment=self.enrollment, task=self.pinned.task, raw=self.cleaned_data["raw"], now=now)

    @property
    def here(self) -> "UploadForm":
        """The form to paste what a command printed."""
        return self

    @property
    def draft(self) -> "UploadForm | None":
        """The form for a manifest, where the program takes drafts."""
        return None

    @cached_property
    def token(self) -> EvidenceToken | None:
        return token_for(self.enrollment, self.pinned.task, now=timezone.now())

    @property
    def expires(self) -> str:
        return when.moment(self.token.expires_at, Reader.of(self.enrollment)) if self.token else ""

    @property
    def commands(self) -> Sequence[Command]:
        """Ready to copy; none until an address has been made for them."""
        if self.token is None:
            return ()
        return self.with_address(settings.WAYMARK.public_url + reverse("evidence", args=[self.token.secret]))

    def with_address(self, address: str) -> Sequence[Command]:
        raise NotImplementedError


class KubernetesForm(UploadForm):
    explanation = "progress/handing_in/_kubernetes.html"
    further = _("PowerShell, the label, older clusters")

    is_manifest = forms.BooleanField(required=False, widget=forms.HiddenInput)

    @property
    def here(self) -> UploadForm:
        return self._twin if self.is_draft else self

    @property
    def draft(self) -> UploadForm | None:
        if not self.enrollment.program.accepts_drafts:
            return None
        return self if self.is_draft else self._twin

    @property
    def is_draft(self) -> bool:
        return "is_manifest" in self.data

    @cached_property
    def _twin(self) -> UploadForm:
        """The form beside the one that was sent: empty, and with names of its own on the page."""
        return KubernetesForm(auto_id="twin_%s", enrollment=self.enrollment, pinned=self.pinned)

    @property
    def nonce(self) -> str:
        return self.enrollment.nonce

    def with_address(self, address: str) -> Sequence[Command]:
        def line(shell: Shell, *, namespace: str = self.nonce, is_old: bool = False) -> str:
            return send_objects(namespace=namespace, address=address, shell=shell, is_old=is_old)

        return (
            Command(_("Linux and macOS"), line(Shell.BASH)),
            Command(POWERSHELL, line(Shell.POWERSHELL)),
            Command(_("With the label, where the namespace is given"), line(Shell.BASH, namespace="")),
            Command(_("Kubernetes before 1.21, Linux and macOS"), line(Shell.BASH, is_old=True)),
            Command(_("Kubernetes before 1.21, PowerShell"), line(Shell.POWERSHELL, is_old=True)),
        )

    def hand_in(self, *, now: datetime) -> Submission:
        said = self.cleaned_data
        task, is_manifest = self.pinned.task, said["is_manifest"]
        return upload(enrollment=self.enrollment, task=task, raw=said["raw"], is_manifest=is_manifest, now=now)


class EtcdForm(UploadForm):
    explanation = "progress/handing_in/_etcd.html"

    @property
    def keys_under(self) -> str:
        return f"/ob/{self.enrollment.nonce}/"

    def with_address(self, address: str) -> Sequence[Command]:
        return (
            Command(_("Linux and macOS"), etcd.send_lines(address=address)),
            Command(POWERSHELL, etcd.send_lines(address=address, curl="curl.exe")),
        )


class EnvironmentForm(UploadForm):
    explanation = "progress/handing_in/_environment.html"

    def with_address(self, address: str) -> Sequence[Command]:
        script = settings.WAYMARK.public_url + reverse("environment_script")
        lines = f"{environment.fetch(script_address=script)}\n{environment.run(address=address)}"
        return (Command(gettext_lazy("In your clone"), lines),)
