"""The one registry of formats: what each holds, what it can be asked for, and what writes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mapper.exports.animation import write_animation
from mapper.exports.gdal import write_flatgeobuf, write_geopackage
from mapper.exports.geojson import write_geojson
from mapper.exports.geoparquet import write_geoparquet
from mapper.exports.kml import write_kml
from mapper.exports.options import ExportOptions
from mapper.exports.page import write_html
from mapper.exports.picture import write_picture
from mapper.exports.tabular import csv_description, write_csv, write_xlsx
from mapper.exports.topojson import write_topojson
from mapper.store import Project

__all__ = ["FORMATS", "Format"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format of files.

    Attributes
    ----------
    ending : str
        Of the file's name, which chooses the format.
    name : str
        What it is called everywhere.
    media_type : str
        For downloads.
    says : mapping
        By "en" and "ar", in one sentence, what it is good for.
    write : callable
        Writes a project to a new file; the options have `what` filled in.
    layers : sequence of str
        The layers that it can hold; none for pictures and pages.
    usual : sequence of str
        Those it holds if none are asked for.
    several : bool
        Whether one file can hold several.
    options : sequence of str
        The fields of :class:`~mapper.exports.ExportOptions` that change it.
    beside : (str, callable) or None
        What is added to the name of a second file that describes the first, and what makes it.
    """

    ending: str
    name: str
    media_type: str
    says: Mapping[str, str]
    write: Callable[[Project, Path, ExportOptions], None]
    layers: Sequence[str] = ()
    usual: Sequence[str] = ()
    several: bool = True
    options: Sequence[str] = ()
    beside: tuple[str, Callable[[Project, str, ExportOptions], str]] | None = None


_GROUND = ("points", "areas", "fronts", "incidents", "claims")
_TABLES = ("intervals", "claims", "incidents")
_PICTURE = ("on", "as_known", "language", "title", "size_mm", "dpi", "inset")
_ANIMATION = (
    *("since", "until", "as_known", "language", "title", "size_mm", "dpi", "inset"),
    *("step", "seconds"),
)
_WHEN = ("what", "on", "since", "until", "as_known")

_ALL = (
    Format(
        ending=".geojson",
        name="GeoJSON",
        media_type="application/geo+json",
        says={
            "en": "For QGIS, kepler.gl, Leaflet and most tools of the web; with dates.",
            "ar": "لبرامج QGIS وkepler.gl وLeaflet ومعظم أدوات الويب، مع التواريخ.",
        },
        write=write_geojson,
        layers=_GROUND,
        usual=("points", "areas"),
        options=_WHEN,
    ),
    Format(
        ending=".html",
        name="HTML",
        media_type="text/html",
        says={
            "en": "The map with its timeline as one page that needs no network.",
            "ar": "الخريطة وخطها الزمني في صفحة واحدة تعمل بلا اتصال.",
        },
        write=write_html,
        options=("language",),
    ),
    Format(
        ending=".gpkg",
        name="GeoPackage",
        media_type="application/geopackage+sqlite3",
        says={
            "en": "For QGIS: layers with colours and dates, animated at once.",
            "ar": "لبرنامج QGIS: طبقات بألوانها وتواريخها، تتحرك مع الزمن فوراً.",
        },
        write=write_geopackage,
        layers=_GROUND,
        usual=("areas", "fronts", "claims", "incidents", "points"),
        options=(*_WHEN, "language"),
    ),
    Format(
        ending=".parquet",
        name="GeoParquet",
        media_type="application/vnd.apache.parquet",
        says={
            "en": "For large analyses with DuckDB, pandas or R: one layer, typed and small.",
            "ar": "للتحليلات الكبيرة في DuckDB وpandas وR: طبقة واحدة صغيرة الحجم.",
        },
        write=write_geoparquet,
        layers=_GROUND,
        usual=("points",),
        several=False,
        options=_WHEN,
    ),
    Format(
        ending=".fgb",
        name="FlatGeobuf",
        media_type="application/flatgeobuf",
        says={
            "en": "For web maps that load only what is in view: one layer.",
            "ar": "لخرائط الويب التي تحمّل ما يظهر منها فقط: طبقة واحدة.",
        },
        write=write_flatgeobuf,
        layers=("points", "areas", "fronts"),  # it holds no row without a shape
        usual=("areas",),
        several=False,
        options=_WHEN,
    ),
    Format(
        ending=".kml",
        name="KML",
        media_type="application/vnd.google-earth.kml+xml",
        says={
            "en": "For Google Earth, with its time slider and the actors' colours.",
            "ar": "لبرنامج Google Earth مع شريط الزمن وألوان الأطراف.",
        },
        write=write_kml,
        layers=_GROUND,
        usual=("areas", "points"),
        options=(*_WHEN, "language", "title"),
    ),
    Format(
        ending=".topojson",
        name="TopoJSON",
        media_type="application/json",
        says={
            "en": "For D3 and Vega: areas that share their edges.",
            "ar": "لأدوات D3 وVega: مناطق تتقاسم حدودها.",
        },
        write=write_topojson,
        layers=_GROUND,
        usual=("areas",),
        options=_WHEN,
    ),
    Format(
        ending=".csv",
        name="CSV",
        media_type="text/csv",
        says={
            "en": "A table for scripts and spreadsheets; claims have the columns of ACLED.",
            "ar": "جدول للبرامج النصية وجداول البيانات؛ للأخبار أعمدة ACLED.",
        },
        write=write_csv,
        layers=_TABLES,
        usual=("intervals",),
        several=False,
        options=_WHEN,
        beside=("-metadata.json", csv_description),
    ),
    Format(
        ending=".xlsx",
        name="Excel",
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        says={
            "en": "Sheets of intervals and of claims with their evidence.",
            "ar": "أوراق لفترات السيطرة وللأخبار مع أدلتها.",
        },
        write=write_xlsx,
        layers=_TABLES,
        usual=_TABLES,
        options=(*_WHEN, "language", "title"),
    ),
    Format(
        ending=".png",
        name="PNG",
        media_type="image/png",
        says={
            "en": "A map for print, of a day or of several side by side, as pixels.",
            "ar": "خريطة للطباعة ليوم واحد أو لعدة أيام جنباً إلى جنب، بالبكسل.",
        },
        write=write_picture,
        options=_PICTURE,
    ),
    Format(
        ending=".svg",
        name="SVG",
        media_type="image/svg+xml",
        says={
            "en": "The same as lines and text, to be edited.",
            "ar": "الخريطة نفسها خطوطاً ونصاً قابلاً للتحرير.",
        },
        write=write_picture,
        options=_PICTURE,
    ),
    Format(
        ending=".pdf",
        name="PDF",
        media_type="application/pdf",
        says={
            "en": "The same for print, sharp at any size.",
            "ar": "الخريطة نفسها للطباعة، واضحة بأي حجم.",
        },
        write=write_picture,
        options=_PICTURE,
    ),
    Format(
        ending=".gif",
        name="GIF",
        media_type="image/gif",
        says={
            "en": "An animation that plays everywhere.",
            "ar": "صورة متحركة تعمل في كل مكان.",
        },
        write=write_animation,
        options=_ANIMATION,
    ),
    Format(
        ending=".webp",
        name="WebP",
        media_type="image/webp",
        says={
            "en": "An animation with smooth colours, for the web.",
            "ar": "صورة متحركة بألوان ناعمة للويب.",
        },
        write=write_animation,
        options=_ANIMATION,
    ),
    Format(
        ending=".mp4",
        name="MP4",
        media_type="video/mp4",
        says={
            "en": "A video for slides and posts; needs the extra “video”.",
            "ar": "مقطع فيديو للعروض والمنشورات؛ يحتاج إلى الإضافة «video».",
        },
        write=write_animation,
        options=_ANIMATION,
    ),
    Format(
        ending=".webm",
        name="WebM",
        media_type="video/webm",
        says={
            "en": "A video in an open format; needs the extra “video”.",
            "ar": "مقطع فيديو بصيغة مفتوحة؛ يحتاج إلى الإضافة «video».",
        },
        write=write_animation,
        options=_ANIMATION,
    ),
)

FORMATS: Mapping[str, Format] = {format_.ending: format_ for format_ in _ALL}
"""All formats by their ending, in the order in which they are offered."""
