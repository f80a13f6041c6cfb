/** The clock of a conversation: runs through its times, faster if wished, and over long waits. */

const LONG_WAIT_MS = 10000;
const LEFT_OF_A_WAIT_MS = 2000;

export class Clock {
  constructor(times) {
    this.times = times;
    this.now = times[0];
    this.speed = 1;
    this.skips = true;
    this.skipped = 0;
  }

  get ended() {
    return this.now >= this.times[this.times.length - 1];
  }

  /** The number of the latest moment that has come. */
  get index() {
    let index = 0;
    while (index + 1 < this.times.length && this.times[index + 1] <= this.now) index += 1;
    return index;
  }

  /** Milliseconds of the conversation until something happens again; 0 at the end. */
  get wait() {
    return this.ended ? 0 : this.times[this.index + 1] - this.now;
  }

  goTo(at) {
    this.now = Math.min(Math.max(at, this.times[0]), this.times[this.times.length - 1]);
    this.skipped = 0;
  }

  /** Let some milliseconds of ours pass. */
  pass(milliseconds) {
    const before = this.index;
    this.now = Math.min(this.now + milliseconds * this.speed, this.times[this.times.length - 1]);
    if (this.index !== before) this.skipped = 0;
    if (this.skips && this.wait > LONG_WAIT_MS) {
      this.skipped = this.wait;
      this.now += this.wait - LEFT_OF_A_WAIT_MS;
    }
  }
}
