"""Run by the Python of QGIS, off screen: open a GeoPackage and say what QGIS sees in it."""

import json
import os
import sys


def colours_on(layer, day):
    """Draw a layer on a day, and give the colours of more than a few pixels."""
    from qgis.core import QgsDateTimeRange, QgsMapRendererSequentialJob, QgsMapSettings
    from qgis.PyQt.QtCore import QDate, QDateTime, QSize, QTime
    from qgis.PyQt.QtGui import QColor

    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setOutputSize(QSize(60, 60))
    settings.setBackgroundColor(QColor("white"))
    settings.setExtent(layer.extent())
    settings.setIsTemporal(True)
    date = QDate.fromString(day, "yyyy-MM-dd")
    span = QgsDateTimeRange(QDateTime(date, QTime(0, 0)), QDateTime(date, QTime(23, 59)))
    settings.setTemporalRange(span)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    pixels = [image.pixelColor(x, y).name() for x in range(60) for y in range(60)]
    return sorted(c for c in set(pixels) if pixels.count(c) > 50)


def seen(file, days):
    """Open the project in a GeoPackage, and one of its layers by itself."""
    from qgis.core import QgsProject, QgsVectorLayer

    project = QgsProject.instance()
    assert project.read(f"geopackage:{file}?projectName=control")
    layers = {layer.name(): layer for layer in project.mapLayers().values()}
    times = {name: layer.temporalProperties() for name, layer in layers.items()}
    styled = QgsVectorLayer(f"{file}|layername=areas", "areas", "ogr")
    span = project.timeSettings().temporalRange()
    return {
        "valid": all(layer.isValid() for layer in layers.values()),
        "crs": project.crs().authid(),
        "fields": {n: [t.isActive(), t.startField(), t.endField()] for n, t in times.items()},
        "range": [end.date().toString("yyyy-MM-dd") for end in (span.begin(), span.end())],
        "colours": {day: colours_on(layers["areas"], day) for day in days},
        "labels": [category.label() for category in styled.renderer().categories()],
    }


def main():
    from qgis.core import QgsApplication

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QgsApplication([], False)
    application.initQgis()
    file, *days = sys.argv[1:]
    print(json.dumps(seen(file, days)), flush=True)
    os._exit(0)  # QGIS sometimes falls over its own feet on the way out


if __name__ == "__main__":
    main()
