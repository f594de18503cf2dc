/** Reads numbers of a buffer one after the other, big end first. Throws a RangeError behind its end. */
export class ByteReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** A number of 0, 1, 2, 3, 4 or 8 bytes; one of 0 bytes is 0. */
  unsigned(bytes: number): number {
    const at = this.#at;
    this.#at += bytes;
    if (bytes === 0) return 0;
    return bytes === 8 ? Number(this.#bytes.readBigUInt64BE(at)) : this.#bytes.readUIntBE(at, bytes);
  }

  /** Four letters. */
  type(): string {
    const at = this.#at;
    this.#at += 4;
    if (this.#at > this.#bytes.length) throw new RangeError('type behind the end');
    return this.#bytes.toString('latin1', at, this.#at);
  }
}
