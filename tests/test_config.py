from __future__ import annotations

from pathlib import Path

import pytest

from mapper.config import Config, read_config
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
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, named: str) -> None:
    file = tmp_path / "a.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=named):
        read_config(file)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.toml"):
        read_config(tmp_path / "none.toml")
