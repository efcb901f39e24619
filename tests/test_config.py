from __future__ import annotations

import dataclasses
import tomllib
from pathlib import Path

import pytest
from conftest import ROOT

from mapper.config import Config, OnlineConfig, read_config
from mapper.errors import ConfigError


def test_values_are_read_and_change_the_hash(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text("[areas]\nreach_km = 20\n", encoding="utf-8")
    config = read_config(file)
    assert config.areas.reach_km == 20
    assert config.hash() != Config().hash()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[areas]\nreach = 3", "areas.reach"),
        ("[colours]\n", "colours"),
        ("[areas]\nreach_km = 'far'", "far"),
        ("[dates]\nnews_days = -1", "-1"),
        ("areas = 3", "areas"),
        ("[areas", "TOML"),
        ("[dates]\nnews_days = 1.5", "1.5"),
        ("[dates]\nnews_days = true", "True"),
        ("[areas]\nreach_km = nan", "nan"),
        ("[gazetteer]\nfile = 3", "expected a text"),
        ('[gazetteer]\nfile = "a\\nb"', "gazetteer.file"),
        ("[online]\nservice = ['photon']", "photon"),
        ("[online]\npassword = 'x'", "online.password"),
        ("[online]\nmost_calls = '9'", "expected int"),
        ("[claims]\nextractor = 'oracle'", "rules, llm"),
        ("[llm]\napi_key = 'x'", "llm.api_key"),
        ("[llm]\ntimeout_s = 0", "llm.timeout_s"),
        ("[llm]\nmax_chars = 100", "2000 or more"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, named: str) -> None:
    file = tmp_path / "a.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=named):
        read_config(file)


def test_texts_are_read(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    text = "[gazetteer]\nfile = 'خريطة.gpkg'\n[online]\nservice = 'photon'\nmin_delay_s = 2\n"
    file.write_text(text, encoding="utf-8")
    config = read_config(file)
    assert config.gazetteer.file == "خريطة.gpkg"
    assert (config.online.service, config.online.min_delay_s) == ("photon", 2)


def test_who_looks_up_and_where_is_not_stamped(tmp_path: Path) -> None:
    """A project names neither accounts nor folders of whoever made it; see its gazetteer_hash."""
    file = tmp_path / "a.toml"
    text = "[gazetteer]\nfile = '/home/me/a.gpkg'\n[online]\nusername = 'me'\n"
    text += "[boundaries]\nborder = '/home/me/b.gpkg'\nbarriers = '/home/me/c.gpkg'\n"
    text += "[claims]\nextractor = 'llm'\n[llm]\nendpoint = 'https://me.example.org/v1'\n"
    file.write_text(text, encoding="utf-8")
    config = read_config(file)
    assert config.hash() == Config().hash()
    assert "me" not in config.to_text()


def test_online_settings_are_those_of_the_geocoder() -> None:
    from gazetteer import online

    own = {field.name: field.default for field in dataclasses.fields(OnlineConfig)}
    theirs = {f.name: f.default for f in dataclasses.fields(online.OnlineConfig)}
    assert own.keys() == theirs.keys() - {"cache", "countries"}
    assert {k: v for k, v in own.items() if k not in ("service", "user_agent")} == {
        name: theirs[name] for name in own if name not in ("service", "user_agent")
    }


def test_the_docs_print_every_key_with_its_default() -> None:
    text = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    printed = tomllib.loads(text.partition("```toml\n")[2].partition("```")[0])
    assert printed == dataclasses.asdict(Config())


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.toml"):
        read_config(tmp_path / "none.toml")
