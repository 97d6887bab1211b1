// Time on the kiosk. With a `speed` above 1 everything goes faster, for trials.

export class Clock {
  /** @param {number} speed */
  constructor(speed) {
    this.speed = speed;
    /** @type {Set<number>} */
    this.timers = new Set();
  }

  /**
   * Milliseconds that so many seconds take on this kiosk.
   * @param {number} seconds @returns {number}
   */
  ms(seconds) {
    return (seconds * 1000) / this.speed;
  }

  /** @param {number} seconds @param {() => void} act @returns {number} */
  after(seconds, act) {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      act();
    }, this.ms(seconds));
    this.timers.add(timer);
    return timer;
  }

  /** @param {number | undefined} timer */
  clear(timer) {
    if (timer === undefined) return;
    clearTimeout(timer);
    this.timers.delete(timer);
  }

  stop() {
    this.timers.forEach((timer) => clearTimeout(timer));
    this.timers.clear();
  }
}

export function wantsCalm() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}
