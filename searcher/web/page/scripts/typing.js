// What a query that is still being typed may show. Its failures (nothing found, only some of the words, an error) often
// last only until the next key, so they wait for a pause; the earlier answer stays until then.

const PAUSE_MS = 1000;

export class Typing {
  constructor() {
    this.held = [];
    this.isPaused = true;
  }

  key() {
    this.isPaused = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.pause(), PAUSE_MS);
  }

  pause() {
    this.end();
    const {held} = this;
    this.forget();
    for (const show of held) show();
  }

  // The query is complete.
  end() {
    clearTimeout(this.timer);
    this.isPaused = true;
  }

  // Another search begins.
  forget() {
    this.held = [];
  }

  // Calls show() at once, or at the next pause.
  hold(show) {
    if (this.isPaused) show();
    else this.held.push(show);
  }
}
