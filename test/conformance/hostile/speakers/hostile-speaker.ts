import type { HostileRequest } from '@crosstalk/testing';
import type { HostileStage } from '../hostile-stage.js';

/** What a dialect answered to a request that it did not like. */
export interface Refused {
  /** The domain's error code, or what the dialect makes of it. */
  readonly code: string;
  /** Paths of the fields that it blames. */
  readonly fields: readonly string[];
  /** What it says to a person. */
  readonly detail: string;
}

/** One socket of Mallory. */
export interface HostileClient {
  /** Sends a request with this JSON text for its arguments. @returns null when it was granted */
  ask(request: string, payload: string): Promise<Refused | null>;
  /** A text frame as it is; resolves with the next refusal. Absent where a broken frame ends the connection. */
  sendRaw?(text: string): Promise<Refused>;
  /** Resolves with the close code. */
  readonly closed: Promise<number>;
  close(): void;
}

/** How Mallory speaks one dialect. */
export interface HostileSpeaker {
  readonly dialect: string;
  connect(stage: HostileStage): Promise<HostileClient>;
  /** What words in capitals stand for on this wire; those of the stage otherwise. */
  words?(stage: HostileStage): Readonly<Record<string, string>>;
  readonly requests: readonly HostileRequest[];
  /** A request that is right and changes nothing: the connection still works. */
  readonly harmless: { readonly request: string; readonly payload: string };
  /** The code of a request with a wrong field. */
  readonly invalid: string;
  /** Requests with things that are not Mallory's, and the code of each. */
  readonly foreign: readonly { readonly request: string; readonly payload: string; readonly code: string }[];
  /** The malformed frames after which the connection is closed. */
  readonly malformedLimit?: number;
}
