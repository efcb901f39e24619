from __future__ import annotations

from pathlib import Path

import pytest

from mapper.errors import ExportError
from mapper.files import replacing, write_text


def fail_half_way(target: Path) -> None:
    with replacing(target) as beside:
        beside.write_text("half", encoding="utf-8")
        raise ZeroDivisionError


def test_a_failure_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(ZeroDivisionError):
        fail_half_way(target)
    assert target.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="nowhere"):
        write_text(tmp_path / "nowhere" / "a.txt", "x")


def test_a_target_that_is_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(ExportError):
        write_text(tmp_path / "a", "x")
    assert list((tmp_path / "a").iterdir()) == []
