"""Connecting with GitHub as the organiser's browser does it: make the App, install it."""

import re
from html import unescape

import requests
from django.test import Client

from onboarding.github.models import App, Installation
from tests.github.stage import SimulatorStage

PAGE = "/setup/github/"


def local(url: str) -> str:
    """The path on our own site of an address that GitHub sends the browser to."""
    return "/" + url.split("/", 3)[3]


def make_app(client: Client, stage: SimulatorStage) -> App:
    """As the organiser's browser does it."""
    page = client.get(PAGE).content.decode()
    target = unescape(re.search(r'action="(http[^"]+/settings/apps/new[^"]*)"', page)[1])
    text = unescape(re.search(r'name="manifest" value="([^"]+)"', page)[1])
    asked = requests.post(target, data={"manifest": text}, headers={"Origin": "http://127.0.0.1:8000"})
    assert asked.ok, asked.text
    state = target.rpartition("state=")[2]
    made = requests.post(
        f"{stage.connection.url}/settings/apps/create",
        data={"manifest": text, "state": state},
        allow_redirects=False,
    )
    client.get(local(made.headers["Location"]))
    return App.objects.get()


def install(client: Client, stage: SimulatorStage, app: App) -> Installation:
    back = requests.post(f"{app.url}/installations/new", data={"account": "demo-community"}, allow_redirects=False)
    client.get(local(back.headers["Location"]))
    return Installation.objects.get()
