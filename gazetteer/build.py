"""Building: the files of several sources, and the built-in, into one gazetteer file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from pathlib import Path

from gazetteer.errors import SourceError
from gazetteer.file import write_gazetteer
from gazetteer.merge import merge
from gazetteer.place import Place
from gazetteer.report import ImportReport
from gazetteer.sources import (
    BUILTIN_ATTRIBUTION,
    GeoNames,
    Source,
    builtin_places,
    is_alternate_names,
    source_for,
)

__all__ = ["BuildReport", "build"]

_STEP = 5_000
"""Rows between two reports of progress."""

Progress = Callable[[str, int], None]
"""Told what is being done, and how many rows or places it has come to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What was built, and from what.

    `places` is how many places the file has, `read` how many there were before the merge, of the
    sources and the built-in, `builtin` how many of the built-in alone. `imports` are the reports of
    the sources, in the order of precedence.
    """

    target: Path
    places: int
    read: int
    builtin: int
    imports: tuple[ImportReport, ...]

    @property
    def merged(self) -> int:
        """How many places were found to be one with another."""
        return self.read - self.places

    def summary(self) -> str:
        """Say in a few lines what was built and what was left out."""
        lines = [report.summary() for report in self.imports]
        if self.builtin:
            lines.append(f"Built-in: {self.builtin:,} places.")
        lines.append(f"{self.target}: {self.places:,} places, {self.merged:,} merged with others.")
        return "\n".join(lines)


def build(
    sources: Sequence[Path],
    target: Path,
    *,
    builtin: bool = True,
    kinds: Sequence[str | None] = (),
    progress: Progress | None = None,
) -> BuildReport:
    r"""Read sources, merge what is the same, and write one gazetteer file.

    Parameters
    ----------
    sources : sequence of Path
        The files, in the order of precedence: where two know a place, the point of the first
        counts; but a user's own lists and OCHA's go before the places that ship, other sources
        after them, see :class:`gazetteer.sources.Source`. Files of alternate names of GeoNames are
        taken for the dumps among the sources.
    target : Path
        The gazetteer to write (.gpkg); an old one stays whole until the new one is.
    builtin : bool
        Whether to add the places that ship. They keep their ids and first names.
    kinds : sequence of str or None
        What the sources are called (:data:`gazetteer.sources.SOURCES`), in the same order; None,
        or nothing, for what is to be told by the file itself.
    progress : callable, optional
        Told the file that is read, or "merge" or "write", and how far it has come.

    Returns
    -------
    BuildReport
        The counts, and what was left out of each source and why.

    Raises
    ------
    SourceError
        If a source cannot be read, or alternate names come without a dump.
    GazetteerFileError
        If there is no place at all, or the target is no .gpkg.
    TargetError
        If the target cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> rows = "name,lat,lon\nهجين,34.69,40.83\nالشعفة,34.57,40.93\n"
    >>> _ = (folder / "own.csv").write_text(rows, encoding="utf-8")
    >>> report = build([folder / "own.csv"], folder / "own.gpkg", builtin=False)
    >>> report.places, report.merged
    (2, 0)
    """
    tell = progress or _silent
    readers = _readers(sources, kinds)
    before: list[Place] = []
    after: list[Place] = []
    reports = []
    for path, source in readers:
        report = ImportReport(source.title, path)
        read = before if source.before_builtin else after
        read += _told(source.read(path, report), path.name, tell)
        reports.append(report)
    ours = list(builtin_places()) if builtin else []
    places = [*before, *ours, *after]
    tell("merge", len(places))
    merged = merge(places, standing={place.id: place for place in ours})
    tell("write", len(merged))
    write_gazetteer(merged, target, _meta(readers, reports, len(ours)))
    return BuildReport(
        target=target,
        places=len(merged),
        read=len(places),
        builtin=len(ours),
        imports=tuple(reports),
    )


def _silent(what: str, count: int) -> None:
    """Tell nobody."""


def _told(places: Iterable[Place], what: str, tell: Progress) -> Iterator[Place]:
    """Pass places on, telling now and then how many there were."""
    places = iter(places)
    count = 0
    while step := list(islice(places, _STEP)):
        count += len(step)
        tell(what, count)
        yield from step


def _readers(sources: Sequence[Path], kinds: Sequence[str | None]) -> Sequence[tuple[Path, Source]]:
    """Find the source of each file; files of alternate names go to the dumps."""
    if len(kinds) > len(sources):
        raise SourceError(f"There are {len(kinds)} kinds for {len(sources)} sources.")
    named = list(zip_longest(sources, kinds))
    alternates = [path for path, _ in named if is_alternate_names(path)]
    readers = [(p, source_for(p, kind)) for p, kind in named if not is_alternate_names(p)]
    if alternates and not any(isinstance(source, GeoNames) for _, source in readers):
        raise SourceError(
            f"{alternates[0]} holds alternate names alone; name the dump that they belong to, too."
        )
    return [
        (path, GeoNames(alternates) if isinstance(source, GeoNames) else source)
        for path, source in readers
    ]


def _meta(
    readers: Sequence[tuple[Path, Source]], reports: Sequence[ImportReport], builtin: int
) -> Mapping[str, str]:
    """Say what the file is made from; the same sources give the same words."""
    from importlib.metadata import version

    sources = [
        {
            "source": source.name,
            "title": source.title,
            "licence": source.licence,
            "attribution": source.attribution,
            "file": path.name,
            "rows": report.rows,
            "kept": report.kept,
        }
        for (path, source), report in zip(readers, reports, strict=True)
    ]
    ours = {
        "source": "builtin",
        "title": "Built-in",
        "licence": "MIT AND CC-BY-4.0",
        "attribution": BUILTIN_ATTRIBUTION,
        "kept": builtin,
    }
    everything = [*sources, *([ours] if builtin else [])]
    return {
        "saytara": version("saytara"),
        "sources": json.dumps(everything, ensure_ascii=False),
    }
