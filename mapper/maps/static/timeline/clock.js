/** Playing: by the clock, not by frames counted, so that a slow screen does not slow the time. */

export const SPEEDS = [0.25, 0.5, 1, 2, 4];
const WHOLE_SECONDS = 40;

/**
 * The day after so much playing.
 * @param {{from: number, first: number, last: number, speed: number}} run
 * @param {number} ms  since it began
 */
export function dayAfter({ from, first, last, speed }, ms) {
  const perMs = ((last - first) / (WHOLE_SECONDS * 1000)) * speed;
  return Math.min(last, from + Math.floor(ms * perMs));
}

/** Plays days; `onDay` is told each new one, `onStop` the end. */
export class Player {
  /** @param {{onDay: (day: number) => void, onStop: () => void}} host */
  constructor({ onDay, onStop }) {
    this.onDay = onDay;
    this.onStop = onStop;
    this.frame = 0;
  }

  get playing() {
    return this.frame !== 0;
  }

  /** @param {{from: number, first: number, last: number, speed: number}} run */
  start(run) {
    this.stop();
    const began = performance.now();
    let told = run.from;
    /** @param {number} now */
    const advance = (now) => {
      const day = dayAfter(run, Math.max(0, now - began));
      this.frame = requestAnimationFrame(advance);
      if (day !== told) this.onDay(told = day);
      if (day >= run.last) this.stop();
    };
    this.frame = requestAnimationFrame(advance);
  }

  stop() {
    if (!this.frame) return;
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.onStop();
  }
}
