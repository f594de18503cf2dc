import type { Person } from '../../harness/people.js';

/** What a person does and sees through one dialect, in the one room of the matrix. */
export interface Actor {
  readonly userId: number;
  /** @returns the id of the message */
  post(text: string, replyTo?: number): Promise<number>;
  remove(messageId: number): Promise<void>;
  /** Reads the room, up to this message at least. */
  read(messageId: number): Promise<void>;
  /** @returns the id of the author and of the message that it answers */
  seesMessage(text: string): Promise<{ readonly authorId: number; readonly replyTo?: number | null }>;
  seesDeletion(messageId: number): Promise<void>;
  seesReading(messageId: number, readerId: number): Promise<void>;
  seesPresence(userId: number, online: boolean): Promise<void>;
  close(): void;
}

export interface Seat {
  readonly url: string;
  readonly wsUrl: string;
  readonly person: Person;
  readonly roomId: number;
  /** Whose presence is looked at. */
  readonly others: readonly number[];
}

export const CAPABILITIES = ['message', 'reply', 'delete', 'read', 'presence'] as const;
export type Capability = (typeof CAPABILITIES)[number];

export interface Role {
  readonly dialect: string;
  enter(seat: Seat): Promise<Actor>;
  /** What the wire has no words for, when one does it or when one sees it; the reasons stand in its PROTOCOL.md. */
  readonly cannotDo: readonly Capability[];
  readonly cannotSee: readonly Capability[];
}
