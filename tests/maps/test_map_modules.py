"""The JavaScript modules of the map: their own tests, their form, and how they are joined."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from mapper.maps.bundle import bundle

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "mapper" / "maps" / "static"
TESTS = Path(__file__).parent / "js"
MODULES = sorted([*STATIC.glob("*.js"), *(STATIC / "timeline").glob("*.js")])
NODE = shutil.which("node")
PUBLIC = ("main.js", "places_map.js")
"""Modules whose exports are for the page and for hosts."""

needs_node = pytest.mark.skipif(NODE is None, reason="no node on this machine")


def imports(text: str) -> list[tuple[str, str]]:
    """Give what a module imports as (name, path)."""
    found = re.findall(r'^import \{([^}]*)\} from "([^"]+)";$', text, re.MULTILINE)
    return [(name.strip(), path) for names, path in found for name in names.split(",")]


def exports(text: str) -> set[str]:
    return set(re.findall(r"^export (?:async )?(?:function|class|const) (\w+)", text, re.MULTILINE))


@needs_node
@pytest.mark.parametrize("path", sorted(TESTS.glob("*.test.js")), ids=lambda p: p.name)
def test_the_modules_pass_their_own_tests(path: Path) -> None:
    assert NODE is not None
    done = subprocess.run([NODE, "--test", str(path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert re.search(r"^# pass [1-9]", done.stdout, re.MULTILINE)


@pytest.mark.browser
def test_the_modules_pass_their_own_tests_in_the_browser(chromium: Any) -> None:
    texts = {path.name: path.read_text("utf-8") for path in TESTS.glob("*.test.js")}
    names = sorted(texts)
    heads = re.compile(r'^import (?:assert|\{ test \}) from "node:[^"]+";\n', re.MULTILINE)

    def read(path: str) -> str:
        if path == "all.js":
            return "".join(f'import {{}} from "./tests/{name}";\n' for name in names)
        if path.startswith("tests/"):
            text = heads.sub("", (TESTS / path.removeprefix("tests/")).read_text("utf-8"))
            return text.replace("../../../mapper/maps/static/", "../")
        return (STATIC / path).read_text("utf-8")

    page = chromium.new_page()
    page.set_content("<p></p>")
    script = (TESTS / "browser_shim.js").read_text("utf-8") + bundle("all.js", read, name="all")
    page.add_script_tag(content=script)
    outcome = page.evaluate("window.outcome")
    assert outcome["failures"] == []
    assert outcome["ran"] == sum(
        len(re.findall(r"^test\(", t, re.MULTILINE)) for t in texts.values()
    )
    page.close()


@needs_node
@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.name)
def test_every_module_is_javascript(path: Path) -> None:
    assert NODE is not None
    done = subprocess.run([NODE, "--check", str(path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.name)
def test_every_import_is_there_and_used(path: Path) -> None:
    text = path.read_text("utf-8")
    for name, other in imports(text):
        assert name in exports((path.parent / other).read_text("utf-8")), f"{other} has no {name}"
        assert len(re.findall(rf"\b{name}\b", text)) > 1, f"{name} is not used"


def test_every_export_is_wanted_somewhere() -> None:
    texts = [p.read_text("utf-8") for p in (*MODULES, *TESTS.glob("*.js"))]
    wanted = {name for text in texts for name, _ in imports(text)}
    for path in MODULES:
        if path.name not in PUBLIC:
            assert exports(path.read_text("utf-8")) <= wanted, path.name


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.name)
def test_no_module_can_make_text_into_html_or_script(path: Path) -> None:
    ways = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|bindPopup|"
    )
    ways += r"bindTooltip|addAttribution|setHTML|createContextualFragment|DOMParser|srcdoc\s*="
    assert re.findall(ways, path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.name)
def test_every_module_and_class_says_what_it_is(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith("/**")
    for found in re.finditer(r"^export (?:class|function) (\w+)", text, re.MULTILINE):
        before = text[: found.start()].rstrip()
        assert before.endswith("*/"), found[1]


def test_what_checks_them_has_exact_versions_and_names_no_registry() -> None:
    package = json.loads((ROOT / "package.json").read_text("utf-8"))
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    assert package["private"]
    assert "dependencies" not in package
    assert lock.pop("")["devDependencies"] == package["devDependencies"]
    for name, version in package["devDependencies"].items():
        assert lock[f"node_modules/{name}"]["version"] == version
    assert [name for name, locked in lock.items() if "resolved" in locked] == []


def test_modules_run_in_the_order_of_what_they_need() -> None:
    texts = {
        "main.js": 'import { b } from "./b.js";\nimport { a as c } from "./a.js";\n'
        "export const d = b + c;\n",
        "b.js": 'import { a } from "./a.js";\nexport const b = a * 2;\n',
        "a.js": "export const a = 1;\nconst own = 5;\n",
    }
    script = bundle("main.js", texts.__getitem__, name="out")
    assert script.index("// a.js") < script.index("// b.js") < script.index("// main.js")
    assert "const { a: c } = modules[0];" in script
    assert "import" not in script
    assert "export" not in script


def test_modules_in_a_circle_are_refused() -> None:
    texts = {"a.js": 'import { b } from "./b.js";\n', "b.js": 'import { a } from "./a.js";\n'}
    with pytest.raises(ValueError, match=r"a\.js imports b\.js imports a\.js"):
        bundle("a.js", texts.__getitem__, name="out")


@pytest.mark.parametrize(
    "line",
    ['import x from "./b.js";', 'import "./b.js";', "export let a = 1;", "export default 1;"],
)
def test_forms_that_are_not_understood_are_refused(line: str) -> None:
    with pytest.raises(ValueError, match="bundle"):
        bundle("a.js", {"a.js": line, "b.js": ""}.__getitem__, name="out")
