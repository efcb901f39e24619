"""The tests that hold the house together: direction of imports, public faces, verbs."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = (
    *(
        "records",
        "errors",
        "config",
        "files",
        "layers",
        "markup",
        "ranges",
        "vocabulary",
        "documents",
        "geoparsing",
    ),
    *("claims", "llm", "evaluation", "control", "features", "maps", "store", "exports", "pipeline"),
    *("views", "ui", "console", "cli_exports", "cli_gazetteer", "cli"),
)
"""From top to bottom: a room imports only rooms above it. Errors and records are one floor."""
FLOOR = {room: at for at, room in enumerate(ROOMS)} | {"records": 0, "errors": 0}
MODULES = [
    path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
    for package in ("mapper", "gazetteer")
    for path in sorted((ROOT / package).rglob("*.py"))
]
PACKAGES = [m for m in MODULES if (ROOT / m.replace(".", "/")).is_dir() and m != "mapper"]


def imports_of(module: str) -> set[str]:
    path = ROOT / module.replace(".", "/")
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
        elif isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
    return names


@pytest.mark.parametrize("module", [m for m in MODULES if m.startswith("mapper.")])
def test_no_room_imports_a_room_below_it(module: str) -> None:
    own = module.split(".")[1]
    below = {
        name
        for name in imports_of(module)
        if name.startswith("mapper.") and FLOOR[name.split(".")[1]] > FLOOR[own]
    }
    assert not below


@pytest.mark.parametrize("module", [m for m in MODULES if m.startswith("gazetteer")])
def test_the_gazetteer_imports_nothing_from_mapper(module: str) -> None:
    assert not {name for name in imports_of(module) if name.split(".")[0] == "mapper"}


@pytest.mark.parametrize("module", MODULES)
def test_streamlit_stays_in_the_app(module: str) -> None:
    used = {name.split(".")[0] for name in imports_of(module)}
    assert "streamlit" not in used or module.startswith("mapper.ui")


def test_maps_and_exports_use_only_each_others_faces() -> None:
    for module in MODULES:
        for name in imports_of(module):
            crosses = module.startswith("mapper.exports") and name.startswith("mapper.maps.")
            assert not crosses, f"{module} reaches into {name}"


def test_importing_everything_opens_no_file_and_is_light() -> None:
    """In a fresh interpreter: no data file is opened, no heavy package is pulled in."""
    code = f"""
import sys
opened = []
def watch(event, arguments):
    data = (".toml", ".tsv", ".gz", ".txt", ".json", ".js", ".css")
    if event == "open" and str(arguments[0]).endswith(data):
        opened.append(str(arguments[0]))
import importlib.metadata, pydantic, typer
pydantic.create_model("First")  # looks once through the entry points of all that is installed
sys.addaudithook(watch)
import importlib
for module in {MODULES!r}:
    importlib.import_module(module)
heavy = {{"geopandas", "folium", "streamlit", "pandas", "scipy"}} & set(sys.modules)
sys.exit(f"opened {{opened}}, imported {{heavy}}" if opened or heavy else 0)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("package", PACKAGES)
def test_all_is_the_public_face(package: str) -> None:
    """What __all__ names exists; what a package's face imports it also offers."""
    module = importlib.import_module(package)
    assert list(module.__all__) == sorted(module.__all__, key=_isort_order)
    assert all(hasattr(module, name) for name in module.__all__)
    path = ROOT / package.replace(".", "/") / "__init__.py"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    own = {
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(package)
        for alias in node.names
    }
    assert own <= set(module.__all__)


def _isort_order(name: str) -> tuple[int, str]:
    """Constants, then classes, then functions, as ruff sorts __all__."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)


VERBS = [
    *("run", "extract", "infer", "export", "report", "evaluate", "app"),
    *("gazetteer search", "gazetteer build", "gazetteer install"),
]


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_and_a_line_in_the_docs(verb: str) -> None:
    command = [sys.executable, "-m", "mapper.cli", *verb.split(), "--help"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0
    assert "Usage: saytara" in done.stdout
    docs = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    assert f"saytara {verb}" in docs


@pytest.mark.parametrize("group", ["", "gazetteer "])
def test_no_verb_is_missing_from_the_list_above(group: str) -> None:
    command = [sys.executable, "-m", "mapper.cli", *group.split(), "--help"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    listed = set(re.findall(r"^  ([a-z]+)  ", done.stdout, re.MULTILINE))
    verbs = [verb.removeprefix(group) for verb in VERBS if verb.startswith(group)]
    assert listed == {verb.split()[0] for verb in verbs}
