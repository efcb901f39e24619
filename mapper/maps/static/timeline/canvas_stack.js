/** Canvases over a Leaflet map that cover what is seen of it, and move with it. */

/**
 * @typedef {object} Frame  What the canvases show.
 * @property {number} width   in device pixels
 * @property {number} height
 * @property {number} ratio   device pixels a CSS pixel
 * @property {number} world   width of the world in device pixels
 * @property {number} left    world pixel of the left edge
 * @property {number} top
 * @property {number} zoom
 */

const SLOW_MS = 14;

/** Canvases that share one frame, lowest first. */
export class CanvasStack {
  /**
   * @param {L.Map} map
   * @param {(frame: Frame) => void} redraw  draws all canvases anew
   */
  constructor(map, redraw) {
    this.map = map;
    this.redraw = redraw;
    this.canvases = [];
    this.coarse = new Set();
    this.frame = null;
    this.cost = 0;
    this.asked = 0;
    const moving = () => {
      if (this.cost < SLOW_MS && !this.asked) this.asked = requestAnimationFrame(() => this.reset());
    };
    map.on("moveend resize viewreset", () => this.reset());
    map.on("move", moving);
    map.on("zoom", () => this.follow(map.getCenter(), map.getZoom()));
    map.on("zoomanim", (event) => this.follow(event.center, event.zoom));
  }

  /** Add a canvas in a pane of this height above the others; `fine` ones have the screen's pixels. */
  add(name, zIndex, { fine = true } = {}) {
    const pane = this.map.getPane(name) ?? this.map.createPane(name);
    pane.style.zIndex = zIndex;
    pane.style.pointerEvents = "none";
    const canvas = L.DomUtil.create("canvas", "leaflet-zoom-animated saytara-canvas", pane);
    canvas.setAttribute("aria-hidden", "true");
    this.canvases.push(canvas);
    if (!fine) this.coarse.add(canvas);
    return canvas;
  }

  /** Fit the canvases to what is seen, and draw. */
  reset() {
    cancelAnimationFrame(this.asked);
    this.asked = 0;
    const began = performance.now(), size = this.map.getSize();
    if (!size.x || !size.y) return; // hidden
    this.frame = frameOf(this.map, window.devicePixelRatio || 1);
    for (const canvas of this.canvases) this.fit(canvas);
    this.center = this.map.getCenter();
    this.redraw(this.frame);
    this.cost = performance.now() - began;
  }

  fit(canvas) {
    const { width, height, ratio } = this.coarse.has(canvas) ? coarse(this.frame) : this.frame;
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
      canvas.style.width = `${width / ratio}px`;
      canvas.style.height = `${height / ratio}px`;
    }
    L.DomUtil.setPosition(canvas, this.map.containerPointToLayerPoint([0, 0]));
  }

  /** While the map zooms, stretch what is drawn, as Leaflet's own canvas does. */
  follow(center, zoom) {
    if (!this.frame) return;
    const { map } = this;
    const scale = map.getZoomScale(zoom, this.frame.zoom);
    const half = map.getSize().multiplyBy(0.5);
    const at = half.multiplyBy(-scale).add(map.project(this.center, zoom))
      .subtract(map._getNewPixelOrigin(center, zoom));
    for (const canvas of this.canvases) L.DomUtil.setTransform(canvas, at, scale);
  }
}

function frameOf(map, ratio) {
  const size = map.getSize(), zoom = map.getZoom();
  const corner = map.getPixelOrigin().add(map.containerPointToLayerPoint([0, 0]));
  return {
    width: Math.round(size.x * ratio), height: Math.round(size.y * ratio), ratio, zoom,
    world: 256 * 2 ** zoom * ratio, left: corner.x * ratio, top: corner.y * ratio,
  };
}

/** A frame with one pixel for each of CSS. */
export function coarse({ width, height, ratio, world, left, top, zoom }) {
  return {
    width: Math.round(width / ratio), height: Math.round(height / ratio), ratio: 1, zoom,
    world: world / ratio, left: left / ratio, top: top / ratio,
  };
}

/** Whether a point in device pixels is near the frame. */
export function isNear(frame, x, y, margin) {
  return x > -margin && y > -margin && x < frame.width + margin && y < frame.height + margin;
}
