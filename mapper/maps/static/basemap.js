/** Draw land, lakes and borders below all else; `basemap` holds lists of [lon, lat]. */
function saytaraBasemap(map, basemap) {
  "use strict";
  map.createPane("saytara-base").style.zIndex = 150;
  const renderer = L.canvas({ pane: "saytara-base", padding: 0.5 });
  const quiet = { renderer, interactive: false, pane: "saytara-base" };
  const flip = (lines) => lines.map((line) => line.map(([lon, lat]) => [lat, lon]));
  const area = (color, weight, fillColor) => ({ ...quiet, color, weight, fillColor, fillOpacity: 1 });
  for (const ring of flip(basemap.land)) L.polygon(ring, area("#b9b4a6", 0.8, "#f7f4ec")).addTo(map);
  for (const ring of flip(basemap.lakes)) L.polygon(ring, area("#a9c3cf", 0.6, "#cfdfe6")).addTo(map);
  const border = { ...quiet, color: "#8f887a", weight: 1, dashArray: "5 3" };
  for (const line of flip(basemap.borders)) L.polyline(line, border).addTo(map);
}
