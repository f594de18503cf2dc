import type { Seat } from './population.js';
import type { VirtualUser } from './virtual-user.js';

/** What a wire says of a message. */
export interface Said {
  readonly text: string;
  /** Its place in the room, where the wire has it. */
  readonly seq?: number;
}

/** One connection that speaks a dialect. Every promise rejects with a {@link Refusal}. */
export interface Voice {
  /** Authenticates. After it the room is heard. */
  enter(): Promise<void>;
  /** Resolves when the message is acknowledged. @param key for a repetition, where the wire has one */
  say(text: string, key: string): Promise<void>;
}

export interface VoiceSettings {
  readonly user: VirtualUser;
  readonly seat: Seat;
  /** Of the account of the seat; empty for people of host sites. */
  readonly token: string;
  readonly limitMs: number;
  readonly hear: (said: Said) => void;
}

export type OpenVoice = (settings: VoiceSettings) => Voice;

/** A request that was not done. `code` is one of a small set, for it becomes a name of a metric. */
export class Refusal extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** The answer, or a refusal `no_answer` after the limit. */
export function inTime<T>(answer: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Refusal('no_answer')), limitMs);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
