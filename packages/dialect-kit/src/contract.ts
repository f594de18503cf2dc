/** @module What a dialect says, as schemas: its AsyncAPI document is made of them, and every frame of the tests is held against them. */
import type { EventType } from '@crosstalk/domain';
import { z } from 'zod';
import type { EventFrame, Frame } from './frame.js';

/** A kind of frame that the server sends. */
export interface ServerMessage {
  /** Its name on the wire, where two kinds share one or a part of it varies (`error-{transaction}`); otherwise its key in the table. */
  readonly name?: string;
  readonly summary: string;
  /** What is told, without the wire's envelope. Strict, so that a field which is sent and not described is noticed. */
  readonly payload: z.ZodType;
  /** The events of the domain that it tells. */
  readonly tells?: readonly EventType[];
  /** The published document of the API does not have it. */
  readonly addition?: boolean;
}

/** What a request is for and what its success brings; what it takes is the schema of its row. */
export interface RequestContract {
  readonly summary: string;
  /** Keys of messages that the caller's own socket may get for it, refusals left out. */
  readonly answers: readonly string[];
  /** Keys of the messages that refuse it, where they are not those of every request. */
  readonly refusals?: readonly string[];
  /** What a Socket.IO acknowledgement gets. */
  readonly acknowledgement?: z.ZodType;
  readonly addition?: boolean;
}

/** What a message carries beside its text; no use case or event of its own tells whether a wire has it. */
export const MESSAGE_PARTS = ['reply', 'files', 'mentions', 'clientId'] as const;
export type MessagePart = (typeof MESSAGE_PARTS)[number];

/** The wire's field for a part in what clients send and in what they get; why it is missing where it is. */
export interface PartOnWire {
  readonly asks?: string;
  readonly hears?: string;
  readonly why?: string;
}

/** How a wire wraps what is said. */
export interface Envelope {
  /** Name of a frame of the server on the wire, a varying part as in the table; null for what has no name here. */
  nameOf(frame: Frame): string | null;
  /** The part of a frame that `sent` describes. */
  bodyOf(frame: Frame): unknown;
  sent(name: string, payload: z.ZodType): z.ZodType;
  /** A request as the client sends it. `input` is the schema of its row. */
  received(name: string, input: z.ZodType): z.ZodType;
}

export interface Contract {
  /** How a client shows who it is, in a sentence. */
  readonly access: string;
  readonly envelope: Envelope;
  /** One for every row. */
  readonly requests: Readonly<Record<string, RequestContract>>;
  readonly messages: Readonly<Record<string, ServerMessage>>;
  /** Keys of the messages that refuse a request. */
  readonly refusals: readonly string[];
  /** What the acknowledgement of a refused request gets. */
  readonly refusedAcknowledgement?: z.ZodType;
  /** Keys of messages that come unasked for and tell no event: after the handshake, when the token runs out. */
  readonly unasked?: readonly string[];
  readonly parts: Readonly<Record<MessagePart, PartOnWire>>;
  /** Schemas that several messages share, by the name that the document gives them. */
  readonly models: Readonly<Record<string, z.ZodType>>;
}

/** Keys of the messages that tell an event. */
export function messagesTelling({ messages }: Contract, type: EventType): readonly string[] {
  return Object.entries(messages)
    .filter(([, { tells }]) => tells?.includes(type))
    .map(([key]) => key);
}

/** Socket.IO: the name is that of the event, the payload its first argument. */
export function eventEnvelope(parts: Partial<Envelope> = {}): Envelope {
  return {
    nameOf: (frame) => (isEventFrame(frame) ? frame[0] : null),
    bodyOf: (frame) => (isEventFrame(frame) ? frame[1] : undefined),
    sent: (_name, payload) => payload,
    received: (_name, input) => input,
    ...parts,
  };
}

/** One JSON object a frame, which says its name in the field `tag`. */
export function taggedEnvelope(tag: string, wrap: Pick<Envelope, 'sent' | 'received'>): Envelope {
  return {
    nameOf: (frame) => {
      const name = isObjectFrame(frame) ? frame[tag] : undefined;
      return typeof name === 'string' ? name : null;
    },
    bodyOf: (frame) => frame,
    ...wrap,
  };
}

/** The object with more members, its own refinements kept. */
export function withMembers(schema: z.ZodType, members: Readonly<Record<string, z.ZodType>>): z.ZodType {
  return schema instanceof z.ZodObject
    ? schema.safeExtend(members)
    : z.intersection(schema, z.object(members));
}

function isEventFrame(frame: Frame): frame is EventFrame {
  return Array.isArray(frame);
}

function isObjectFrame(frame: Frame): frame is Readonly<Record<string, unknown>> {
  return typeof frame === 'object' && !Array.isArray(frame);
}
