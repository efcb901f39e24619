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

/**
 * The context of a canvas.
 * @param {HTMLCanvasElement} canvas
 * @param {CanvasRenderingContext2DSettings} [settings]
 */
export function contextOf(canvas, settings) {
  const context = canvas.getContext("2d", settings);
  if (!context) throw new Error("This browser draws on no canvas.");
  return context;
}

/** Canvases that share one frame, lowest first. */
export class CanvasStack {
  /** @type {Frame | undefined} */
  frame;
  /** @type {L.LatLng} */
  center;

  /**
   * @param {L.Map} map
   * @param {(frame: Frame) => void} redraw  draws all canvases anew
   */
  constructor(map, redraw) {
    this.map = map;
    this.redraw = redraw;
    /** @type {HTMLCanvasElement[]} */
    this.canvases = [];
    this.coarse = new Set();
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

  /**
   * Add a canvas in a pane of this height above the others; `fine` ones have the screen's pixels.
   * @param {string} name
   * @param {number} zIndex
   * @param {{fine?: boolean}} options
   */
  add(name, zIndex, { fine = true } = {}) {
    const pane = this.map.getPane(name) ?? this.map.createPane(name);
    pane.style.zIndex = String(zIndex);
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
    for (const canvas of this.canvases) this.fit(canvas, this.frame);
    this.center = this.map.getCenter();
    this.redraw(this.frame);
    this.cost = performance.now() - began;
  }

  /** @param {HTMLCanvasElement} canvas @param {Frame} frame */
  fit(canvas, frame) {
    const { width, height, ratio } = this.coarse.has(canvas) ? coarse(frame) : frame;
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
      canvas.style.width = `${width / ratio}px`;
      canvas.style.height = `${height / ratio}px`;
    }
    L.DomUtil.setPosition(canvas, this.map.containerPointToLayerPoint([0, 0]));
  }

  /**
   * While the map zooms, stretch what is drawn, as Leaflet's own canvas does.
   * @param {L.LatLng} center
   * @param {number} zoom
   */
  follow(center, zoom) {
    if (!this.frame) return;
    const { map } = this;
    const scale = map.getZoomScale(zoom, this.frame.zoom);
    const half = map.getSize().multiplyBy(0.5);
    const pane = L.DomUtil.getPosition(map.getPanes().mapPane);
    const origin = map.project(center, zoom).subtract(half).add(pane).round();
    const at = half.multiplyBy(-scale).add(map.project(this.center, zoom)).subtract(origin);
    for (const canvas of this.canvases) L.DomUtil.setTransform(canvas, at, scale);
  }
}

/**
 * @param {L.Map} map
 * @param {number} ratio
 * @returns {Frame}
 */
function frameOf(map, ratio) {
  const size = map.getSize(), zoom = map.getZoom();
  const corner = map.getPixelOrigin().add(map.containerPointToLayerPoint([0, 0]));
  return {
    width: Math.round(size.x * ratio), height: Math.round(size.y * ratio), ratio, zoom,
    world: 256 * 2 ** zoom * ratio, left: corner.x * ratio, top: corner.y * ratio,
  };
}

/** A frame with one pixel for each of CSS. @param {Frame} frame @returns {Frame} */
export function coarse({ width, height, ratio, world, left, top, zoom }) {
  return {
    width: Math.round(width / ratio), height: Math.round(height / ratio), ratio: 1, zoom,
    world: world / ratio, left: left / ratio, top: top / ratio,
  };
}

/**
 * Whether a point in device pixels is near the frame.
 * @param {Frame} frame
 * @param {number} x
 * @param {number} y
 * @param {number} margin
 */
export function isNear(frame, x, y, margin) {
  return x > -margin && y > -margin && x < frame.width + margin && y < frame.height + margin;
}
