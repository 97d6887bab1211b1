// Time on the stand. With a `speed` above 1 everything goes faster, for trials.

export class Clock {
  constructor(speed) {
    this.speed = speed;
    this.timers = new Set();
  }

  // Milliseconds that so many seconds take on this stand.
  ms(seconds) {
    return (seconds * 1000) / this.speed;
  }

  after(seconds, act) {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      act();
    }, this.ms(seconds));
    this.timers.add(timer);
    return timer;
  }

  clear(timer) {
    clearTimeout(timer);
    this.timers.delete(timer);
  }

  stop() {
    this.timers.forEach(clearTimeout);
    this.timers.clear();
  }
}

export function wantsCalm() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}
