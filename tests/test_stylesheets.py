"""The one stylesheet that is made of many."""

from pathlib import Path

from django.contrib.staticfiles import finders

from onboarding.stylesheets import NAME, build, sources


def test_the_layers_are_named_before_anything_else(tmp_path: Path) -> None:
    assert build(tmp_path).read_text(encoding="utf-8").startswith("/* The order of the cascade")
    assert sources()[0].name == "layers.css"


def test_every_component_is_in_it_inside_a_layer(tmp_path: Path) -> None:
    text = build(tmp_path).read_text(encoding="utf-8")
    for file in sources():
        body = file.read_text(encoding="utf-8")
        assert body in text
        assert "@layer" in body, f"{file.name} puts its rules into no layer"


def test_building_twice_writes_once(tmp_path: Path) -> None:
    written = build(tmp_path).stat().st_mtime_ns
    assert build(tmp_path).stat().st_mtime_ns == written


def test_static_files_find_it() -> None:
    assert Path(finders.find(NAME) or "").is_file()
