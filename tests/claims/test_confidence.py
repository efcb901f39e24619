"""Confidence: what tells a sure claim from a doubtful one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from saying import claims

from mapper.claims import confidence_of

FEATURES = ["R1-gain", "form past", "form noun", "pointed back", "weak licence", "listed", "cited"]


@given(st.sets(st.sampled_from(FEATURES) | st.text(max_size=8)))
def test_any_features_give_a_probability(features: set[str]) -> None:
    assert 0.0 < confidence_of(features) < 1.0


def test_a_named_place_is_surer_than_one_pointed_back_to() -> None:
    named = claims("سيطر الجيش السوري على مدينة تدمر.")[0]
    back = claims("معارك في مدينة تدمر. وسيطر الجيش السوري على المدينة.")[0]
    assert named.confidence > back.confidence
