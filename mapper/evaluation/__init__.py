"""How well claims agree with articles annotated by hand: figures, and a page of errors."""

from mapper.evaluation.annotations import (
    AnnotatedDocument,
    Annotation,
    read_annotations,
    read_claims,
)
from mapper.evaluation.page import errors_page
from mapper.evaluation.scores import Accuracy, Scores, evaluate

__all__ = [
    "Accuracy",
    "AnnotatedDocument",
    "Annotation",
    "Scores",
    "errors_page",
    "evaluate",
    "read_annotations",
    "read_claims",
]
