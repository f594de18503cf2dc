/** Runs tasks with at most so many at a time, in the order of their coming. */
export class BoundedLane {
  readonly #width: number;
  readonly #queue: (() => Promise<void>)[] = [];
  #running = 0;

  constructor(width: number) {
    this.#width = width;
  }

  run<T>(task: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#queue.push(() => task().then(resolve, reject));
      this.#next();
    });
  }

  #next(): void {
    const task = this.#running < this.#width ? this.#queue.shift() : undefined;
    if (!task) return;
    this.#running += 1;
    void task().finally(() => {
      this.#running -= 1;
      this.#next();
    });
  }
}
