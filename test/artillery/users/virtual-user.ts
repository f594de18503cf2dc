/** @module What Artillery hands to a function of a scenario. */
import type { Socket } from 'socket.io-client';
import type WebSocket from 'ws';
import type { Population } from './population.js';
import type { Person, Visit } from './visit.js';

/** Variables of the composed script, of the `before` hook and of one virtual user. */
export interface Variables {
  readonly target: string;
  readonly chatKey: string;
  readonly rooms: number;
  readonly people: number;
  /** Access tokens of people who are there already, one a line; empty: people are registered. */
  readonly tokensFile: string;
  readonly ackLimitMs: number;
  readonly settleLimitMs: number;
  population?: Population;
  /** The room of this user, for steps of the engine itself. */
  roomId?: number;
  person?: Person;
  visit?: Visit;
}

export interface VirtualUser {
  readonly vars: Variables;
  /** As its file says; `path` and `bearer` are ours, for the WebSocket engine. */
  readonly scenario: { readonly name: string; readonly path?: string; readonly bearer?: true };
  /** Of the Socket.IO engine, by namespace. */
  readonly sockets?: Readonly<Record<string, Socket>>;
  /** Of the WebSocket engine. */
  readonly ws?: WebSocket;
}

export interface Metrics {
  emit(kind: 'counter' | 'histogram', name: string, value: number): unknown;
  emit(kind: 'error', name: string): unknown;
}
