"""Colours and letters of actors are told apart, also by people who see colours differently."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from colour_vision import VISIONS, difference, luminance, seen

from mapper.vocabulary import actors, load_table

LEAST = 11.0
"""CIEDE2000; 2.3 is just seen side by side."""
LAND = "#f7f4ec"
THEATRES = load_table("actors")["theatres"]


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [  # pairs 1, 7, 13 and 17 of the test data of Sharma, Wu and Dalal
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.49, -0.001), (50, -2.49, 0.0009), 7.1792),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
    ],
)
def test_the_distance_is_ciede2000(
    one: tuple[float, ...], other: tuple[float, ...], apart: float
) -> None:
    assert difference(np.array(one), np.array(other)) == pytest.approx(apart, abs=1e-4)


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("theatre", THEATRES)
def test_actors_of_a_theatre_have_colours_apart(theatre: str, vision: str) -> None:
    colours = {actor: seen(actors()[actor].colour, vision) for actor in THEATRES[theatre]}
    near = [
        (one, other)
        for one, other in combinations(colours, 2)
        if difference(colours[one], colours[other]) < LEAST
    ]
    assert near == []


@pytest.mark.parametrize("theatre", THEATRES)
def test_actors_of_a_theatre_have_letters_apart(theatre: str) -> None:
    letters = [actors()[actor].letter for actor in THEATRES[theatre]]
    assert len(set(letters)) == len(letters)
    assert all(len(letter) == 1 for letter in letters)


def test_every_actor_stands_in_a_theatre() -> None:
    assert {actor for theatre in THEATRES.values() for actor in theatre} == set(actors())


@pytest.mark.parametrize("actor", actors().values(), ids=lambda actor: actor.id)
def test_every_colour_stands_out_from_land(actor: object) -> None:
    colour = actor.colour  # type: ignore[attr-defined]
    assert difference(seen(colour, "usual"), seen(LAND, "usual")) > 20


@pytest.mark.parametrize("actor", actors().values(), ids=lambda actor: actor.id)
def test_a_letter_on_its_colour_can_be_read(actor: object) -> None:
    """Black or white, whichever is better, has the contrast that WCAG AA asks of large text."""
    light = luminance(actor.colour)  # type: ignore[attr-defined]
    assert max((light + 0.05) / 0.05, 1.05 / (light + 0.05)) >= 4.5
