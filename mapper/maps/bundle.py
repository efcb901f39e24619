"""Our JavaScript modules as one classic script, since a file opened from disk may load no module.

Browsers refuse `import` between files that have no server. So each module becomes a function of
its own, in the order of what it needs, and its exports an object. The modules keep to a small part
of the language, which is checked: one `import { a, b } from "./file.js";` a statement at the head,
and `export` before `function`, `class` or `const`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from posixpath import dirname, join, normpath

__all__ = ["bundle"]

_IMPORT = re.compile(r'^import \{([^{}"]*)\} from "([^"]+)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE)
_COMMENT = re.compile(r"^[ ]*/\*\*(?:[^*]|\*(?!/))*\*/\n", re.MULTILINE)
"""Comments that stand on lines of their own: for people, who read the modules."""
_LEFT = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)


def bundle(entry: str, read: Callable[[str], str], *, name: str) -> str:
    r"""Join a module and all that it imports.

    Parameters
    ----------
    entry : str
        The path of the module to begin with.
    read : callable
        Gives the text of a path.
    name : str
        The global variable that gets the exports of `entry`.

    Returns
    -------
    str
        A script that runs in any browser that knows classes. The same modules, the same bytes.

    Raises
    ------
    ValueError
        If a module imports in a circle, or in a form that is not understood.

    Examples
    --------
    >>> texts = {
    ...     "main.js": 'import { one } from "./a.js";\nexport const two = one + 1;\n',
    ...     "a.js": "export const one = 1;\n",
    ... }
    >>> script = bundle("main.js", texts.__getitem__, name="sums")
    >>> "const { one } = modules[0];" in script
    True
    """
    order: dict[str, int] = {}
    parts: list[str] = []
    _visit(entry, read, order, parts, ())
    head = '(() => {\n"use strict";\nconst modules = [];\n'
    return f"{head}{''.join(parts)}window.{name} = modules[{order[entry]}];\n}})();\n"


def _visit(
    path: str,
    read: Callable[[str], str],
    order: dict[str, int],
    parts: list[str],
    above: tuple[str, ...],
) -> None:
    if path in above:
        raise ValueError(f"{' imports '.join([*above, path])}; expected no circle.")
    if path in order:
        return
    text = read(path)
    for found in _IMPORT.finditer(text):
        _visit(_beside(path, found[2]), read, order, parts, (*above, path))
    order[path] = len(parts)
    parts.append(_wrapped(path, text, order))


def _beside(path: str, relative: str) -> str:
    return normpath(join(dirname(path), relative))


def _wrapped(path: str, text: str, order: Mapping[str, int]) -> str:
    exports = ", ".join(found[1] for found in _EXPORT.finditer(text))
    text = _COMMENT.sub("", text)
    body = _IMPORT.sub(
        lambda m: (
            f"const {{{m[1].replace(' as ', ': ')}}} = modules[{order[_beside(path, m[2])]}];"
        ),
        _EXPORT.sub("", text),
    )
    left = _LEFT.search(body)
    if left is not None:
        raise ValueError(f"{path} says {left[0]!r}; see the head of mapper/maps/bundle.py.")
    return (
        f"// {path}\nmodules[{order[path]}] = (() => {{\n{body}\nreturn {{ {exports} }};\n}})();\n"
    )
