"""Reads the layers of the configuration (flags, environment, file) and remembers where each value came from."""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import SecretStr, ValidationError

from onboarding.config.errors import ConfigError
from onboarding.config.schema import Config

PREFIX = "WAYMARK_"
FILE_VARIABLE = f"{PREFIX}CONFIG"
FILE_SUFFIX = "_file"
KEYS = tuple(Config.model_fields)
SECRETS = tuple(key for key, field in Config.model_fields.items() if field.annotation is SecretStr)
FROM_FILES = (*SECRETS, "database_url", "broker_url")
"""Keys whose value may stand in a file of its own, named by the key with `_file` behind it."""
ACCEPTED = (*KEYS, *(f"{key}{FILE_SUFFIX}" for key in FROM_FILES))

_KUBERNETES = re.compile(r"_SERVICE_HOST$|_SERVICE_PORT(_\w+)?$|_PORT_\d+_(TCP|UDP|SCTP)(_\w+)?$")
_KUBERNETES_ADDRESS = re.compile(r"(tcp|udp|sctp)://")


@dataclass(frozen=True)
class Value:
    """One value as written, and in which words to say where."""

    text: Any
    source: str


@dataclass(frozen=True)
class Loaded:
    """The effective configuration, and by key where each value came from; a key that is missing has its default."""

    config: Config
    sources: Mapping[str, str]


Layer = dict[str, Value]


def read(*, flags: Mapping[str, str] | None = None, environ: Mapping[str, str] | None = None) -> Loaded:
    """Put the layers on top of one another: flag > environment > file > default.

    Raises:
        ConfigError: a name is unknown, a value is bad, or a named file can't be read; all of it at once.
    """
    flags, environ = dict(flags or {}), environ or {}
    problems: list[str] = []
    named = flags.pop("config", "") or environ.get(FILE_VARIABLE, "")
    layers = [
        _from_file(named, problems) if named else {},
        _from_environment(environ, problems),
        {key: Value(text, f"flag {flag_name(key)}") for key, text in flags.items() if text},
    ]
    merged: Layer = {}
    for layer in layers:
        merged |= _open_files(layer, problems)
    config = _validate(merged, problems)
    if config is None or problems:
        raise ConfigError(problems)
    return Loaded(config, {key: value.source for key, value in merged.items()})


def flag_name(key: str) -> str:
    return f"--{key.replace('_', '-')}"


def variable_name(key: str) -> str:
    return f"{PREFIX}{key.upper()}"


def is_from_kubernetes(name: str, value: str) -> bool:
    """Whether Kubernetes injected this for a Service: one called `waymark-web` sets WAYMARK_WEB_PORT=tcp://…"""
    injected_address = name.endswith("_PORT") and _KUBERNETES_ADDRESS.match(value)
    return bool(injected_address or _KUBERNETES.search(name))


def _from_environment(environ: Mapping[str, str], problems: list[str]) -> Layer:
    """Our variables. An empty one counts as not set: compose files hand such variables on."""
    layer = {}
    known = {variable_name(key): key for key in ACCEPTED}
    for name, text in sorted(environ.items()):
        if not name.upper().startswith(PREFIX) or name == FILE_VARIABLE or is_from_kubernetes(name, text):
            continue
        if name not in known:
            problems.append(_unknown("environment variable", name, (*known, FILE_VARIABLE)))
        elif text:
            layer[known[name]] = Value(text, f"environment variable {name}")
    return layer


def _from_file(named: str, problems: list[str]) -> Layer:
    path = Path(named).expanduser()
    document = _parse(path, problems)
    layer = {}
    for key, text in document.items():
        if key not in ACCEPTED:
            problems.append(_unknown(f"{path}: key", str(key), ACCEPTED))
        elif text is not None:
            layer[key] = Value(text, f"file {path}")
    return layer


def _parse(path: Path, problems: list[str]) -> dict[str, Any]:
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not a text file in UTF-8"
        problems.append(f"configuration file {path}: {reason}. Expected a YAML file that this user can read")
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        problems.append(f"configuration file {path}{where}: not valid YAML. Expected lines like `web_port: 8000`")
    else:
        if isinstance(document, dict):
            return document
        if document is not None:
            problems.append(f"configuration file {path}: expected lines like `web_port: 8000`, not a list or a text")
    return {}


def _open_files(layer: Layer, problems: list[str]) -> Layer:
    """The layer with each `…_file` replaced by what stands in that file."""
    opened: Layer = {}
    for key, value in layer.items():
        plain = key.removesuffix(FILE_SUFFIX)
        if plain == key:
            opened[key] = value
        elif plain in layer:
            problems.append(f"{value.source} and {layer[plain].source} say the same thing twice: keep one of them")
        else:
            opened |= _open_file(plain, value, problems)
    return opened


def _open_file(key: str, value: Value, problems: list[str]) -> Layer:
    path = Path(str(value.text)).expanduser()
    try:
        text = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not a text file in UTF-8"
        problems.append(f"{value.source}: {path}: {reason}. Expected a file that holds the {key}")
        return {}
    return {key: Value(text, f"{value.source} → {path}")}


def _unknown(where: str, name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name.upper(), [one.upper() for one in known], n=1)
    matching = [one for one in known if near and one.upper() == near[0]]
    meant = f"did you mean {matching[0]}?" if matching else "`manage.py config` lists all there are"
    return f"{where} {name}: no such setting; {meant}"


def _validate(merged: Layer, problems: list[str]) -> Config | None:
    try:
        return Config(**{key: value.text for key, value in merged.items()})
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        problems += [_bad_value(detail["loc"], detail["msg"], merged) for detail in details]
        return None


def _bad_value(location: tuple[int | str, ...], message: str, merged: Layer) -> str:
    expected = message.removeprefix("Value error, ")
    if not location:
        return expected
    key = str(location[0])
    value = merged[key]
    saw = "" if key in FROM_FILES else f" is {value.text!r}"
    return f"{value.source}: {key}{saw}: {expected}. {Config.model_fields[key].description}"
