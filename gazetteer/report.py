"""What an import read, what it kept, and what was wrong with the rest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["ImportReport", "Problem"]

_MOST_KEPT = 1_000
"""Problems kept with their place in the file; beyond it they are only counted."""
_MOST_SHOWN = 3
_LONGEST_FOUND = 40


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that was left out: where it stands, why, and what was found there.

    `reason` is the same text for all problems of a kind, so that they can be counted.
    """

    where: str
    reason: str
    found: str = ""

    def __str__(self) -> str:
        """Say it in one line.

        >>> print(Problem("line 7", "latitude is no number", "abc"))
        line 7: latitude is no number ('abc')
        """
        found = f" ({self.found[:_LONGEST_FOUND]!r})" if self.found else ""
        return f"{self.where}: {self.reason}{found}"


@dataclass(slots=True)
class ImportReport:
    """The count of one file: rows read and kept, and the problems.

    Attributes
    ----------
    source : str
        The title of the source, for example GeoNames.
    path : Path
        The file.
    rows : int
        All rows of it.
    kept : int
        The rows that became places.
    passed_over : int
        Rows that are no places of interest, left out by design.
    problems : list of Problem
        The first 1,000 rows and names that were left out because something is wrong with them. A
        row of which only a name was left out is kept.
    reasons : Counter of str
        How many problems there are of each kind, all of them.
    """

    source: str
    path: Path
    rows: int = 0
    kept: int = 0
    passed_over: int = 0
    problems: list[Problem] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)

    def add(self, problem: Problem) -> None:
        """Count a problem, and keep it while there are not too many."""
        self.reasons[problem.reason] += 1
        if len(self.problems) < _MOST_KEPT:
            self.problems.append(problem)

    def summary(self) -> str:
        """Say in a few lines what was kept and what was not, the commonest reason first.

        >>> report = ImportReport("OCHA", Path("places.csv"), rows=5, kept=4)
        >>> report.add(Problem("line 3", "no name"))
        >>> print(report.summary())
        OCHA (places.csv): 5 rows read, 4 places kept.
          1 × no name: line 3
        """
        passed = f", {self.passed_over:,} of no interest" if self.passed_over else ""
        kept = f"{self.rows:,} rows read, {self.kept:,} places kept{passed}."
        lines = [f"{self.source} ({self.path.name}): {kept}"]
        for reason, count in sorted(self.reasons.items(), key=lambda item: (-item[1], item[0])):
            lines.append(f"  {count:,} × {reason}: {self._places(reason, count)}")
        return "\n".join(lines)

    def _places(self, reason: str, count: int) -> str:
        """Name where the first problems of a kind stand."""
        shown = [p.where for p in self.problems if p.reason == reason][:_MOST_SHOWN]
        more = [f"and {count - len(shown):,} more"] if count > len(shown) else []
        return ", ".join([*shown, *more])
