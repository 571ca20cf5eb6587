"""Somebody who walks through the site by its own links and forms, without JavaScript and without a browser."""

import html
import re
import time
from dataclasses import dataclass, field
from urllib.parse import urljoin

import requests

PATIENCE = 60
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
FORM = re.compile(r"<form[^>]*>.*?</form>", re.DOTALL)
INPUT = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@dataclass
class Walker:
    """One person's visit to the site at this address."""

    url: str
    session: requests.Session = field(default_factory=requests.Session)

    def open(self, path: str) -> requests.Response:
        response = self.session.get(urljoin(self.url, path))
        assert response.ok, f"{path}: {response.status_code} {response.text[:2000]}"
        return response

    def submit(self, path: str, *, on: str, **fields: str) -> requests.Response:
        """Send the form that leads to ``path`` from the page ``on``."""
        token = CSRF.search(self.open(on).text)
        assert token, f"{on} has no form"
        form = {"csrfmiddlewaretoken": token[1], **fields}
        response = self.session.post(urljoin(self.url, path), data=form, headers={"Referer": urljoin(self.url, on)})
        assert response.ok, f"{path}: {response.status_code} {response.text[:2000]}"
        return response

    def sign_in_at_emulate(self, login: str) -> requests.Response:
        """Through the site's button to the emulator's own page, and back."""
        picker = self.submit("/accounts/github/login/", on="/sign-in/")
        (form,) = [one for one in FORM.findall(picker.text) if f'name="login" value="{login}"' in one]
        fields = {name: html.unescape(value) for name, value in INPUT.findall(form)}
        back = self.session.post(urljoin(picker.url, "/login/oauth/callback"), data=fields)
        assert back.ok, back.text[:2000]
        return back

    def sign_in_at_the_simulator(self, login: str) -> requests.Response:
        """Through the site's button to the simulator's person picker, and back."""
        picker = self.submit("/accounts/github/login/", on="/sign-in/")
        back = self.session.post(picker.url, data={"login": login})
        assert back.ok, back.text[:2000]
        return back

    def wait_for(self, path: str, words: str) -> float:
        """Load the page again and again until it says that; the seconds it took."""
        start = time.monotonic()
        while words not in (page := self.open(path)).text:
            assert time.monotonic() - start < PATIENCE, f"not {words!r} but {_words(page.text)}"
            time.sleep(0.1)
        return time.monotonic() - start


def _words(page: str) -> str:
    """What a page says, for the message of a failing test."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())
