/** Lets only so many in at a time, in the order in which they came. */
export class Entrance {
  #room: number;
  readonly #waiting: (() => void)[] = [];

  constructor(room: number) {
    this.#room = room;
  }

  /** Answers how to leave; leaving twice is leaving once. */
  async enter(): Promise<() => void> {
    if (this.#room > 0) this.#room -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    let inside = true;
    return () => {
      if (!inside) return;
      inside = false;
      const next = this.#waiting.shift();
      if (next) next();
      else this.#room += 1;
    };
  }
}
