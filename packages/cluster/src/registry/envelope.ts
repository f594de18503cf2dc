import type { AnyEvent, EpochMs } from '@crosstalk/domain';

/**
 * What is published to a channel at once. Nodes of another version are understood: a field beside `events` may be missing, and one that is
 * not known is ignored.
 */
export interface Envelope {
  readonly events: readonly AnyEvent[];
  /** When the first of them was published, by the publisher's clock. */
  readonly at?: EpochMs;
}

/** The fields as they are in the packet. */
export interface EnvelopeFields {
  readonly data: readonly AnyEvent[];
  readonly at?: EpochMs;
}

export function writeEnvelope({ events, at }: Envelope): EnvelopeFields {
  return { data: events, ...(at !== undefined && { at }) };
}

/** Null: it is none. */
export function readEnvelope({ data, at }: Readonly<Record<string, unknown>>): Envelope | null {
  if (!Array.isArray(data)) return null;
  return { events: data, ...(typeof at === 'number' && { at }) };
}
