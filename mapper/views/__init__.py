"""A part of a project to look at: by whose word, which claims, and figures of it."""

from mapper.views.claim_files import CLAIM_FILES, claims_csv, claims_geojson, claims_jsonl
from mapper.views.corrections import places_for
from mapper.views.differences import changes_of, differences_of, last_news
from mapper.views.figures import (
    DELAY_COLUMNS,
    GROUND_SERIES_COLUMNS,
    PLACE_SERIES_COLUMNS,
    SOURCE_COLUMNS,
    claims_by_source,
    ground_series,
    places_series,
    report_delays,
)
from mapper.views.filters import (
    HIDDEN,
    UNPLACED,
    ClaimChoices,
    ClaimFilter,
    ClaimOrder,
    choices_of,
    choose_claims,
    hide_intervals,
)
from mapper.views.perspective import NEUTRAL, Perspective, heard, seen_by, speaker_of
from mapper.views.preview import Preview, preview
from mapper.views.spreadsheet import spreadsheet_csv

__all__ = [
    "CLAIM_FILES",
    "DELAY_COLUMNS",
    "GROUND_SERIES_COLUMNS",
    "HIDDEN",
    "NEUTRAL",
    "PLACE_SERIES_COLUMNS",
    "SOURCE_COLUMNS",
    "UNPLACED",
    "ClaimChoices",
    "ClaimFilter",
    "ClaimOrder",
    "Perspective",
    "Preview",
    "changes_of",
    "choices_of",
    "choose_claims",
    "claims_by_source",
    "claims_csv",
    "claims_geojson",
    "claims_jsonl",
    "differences_of",
    "ground_series",
    "heard",
    "hide_intervals",
    "last_news",
    "places_for",
    "places_series",
    "preview",
    "report_delays",
    "seen_by",
    "speaker_of",
    "spreadsheet_csv",
]
