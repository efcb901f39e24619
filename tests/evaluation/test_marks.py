from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mapper.evaluation.marks import Mark, pieces

LENGTH = 30
MARKS = st.lists(
    st.builds(
        lambda start, length, number: Mark(
            start=start, end=start + length, kind="a", numbers=(number,)
        ),
        st.integers(-2, LENGTH),
        st.integers(0, 12),
        st.integers(0, 99),
    ),
    unique_by=lambda mark: mark.numbers,
    max_size=12,
)


@given(MARKS)
def test_the_pieces_are_the_text_and_each_mark_lies_over_its_own(marks: list[Mark]) -> None:
    found = pieces(LENGTH, marks)
    assert [piece.start for piece in found] == [0, *(piece.end for piece in found[:-1])]
    assert found[-1].end == LENGTH
    for mark in marks:
        under = [piece for piece in found if mark in [over for over, _ in piece.marks]]
        covered = {at for piece in under for at in range(piece.start, piece.end)}
        inside = mark.start >= 0 and mark.end <= LENGTH
        assert covered == (set(range(mark.start, mark.end)) if inside else set())


@given(MARKS)
def test_marks_that_overlap_have_lanes_of_their_own_and_keep_them(marks: list[Mark]) -> None:
    lanes: dict[Mark, int] = {}
    for piece in pieces(LENGTH, marks):
        here = [lane for _, lane in piece.marks]
        assert here == sorted(set(here), reverse=True)
        for mark, lane in piece.marks:
            assert lanes.setdefault(mark, lane) == lane


def test_a_lane_is_used_again_once_it_is_free() -> None:
    marks = [Mark(start=at, end=at + 2, kind="a", numbers=(at,)) for at in (0, 2, 4)]
    assert {lane for piece in pieces(6, marks) for _, lane in piece.marks} == {0}
