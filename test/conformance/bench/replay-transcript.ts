import type { Dialect, Frame, Incoming } from '@crosstalk/dialect-kit';
import type { HostSite } from '@crosstalk/domain';
import type { BenchSocket } from './bench-socket.js';
import { DialectBench } from './dialect-bench.js';
import type { Watch } from './held-to-contract.js';
import { type Bindings, expectMatch, fillIn } from './match-frames.js';
import { type Cast, setStage } from './set-stage.js';

/**
 * A conversation. Sockets are `ann`, `bob`, or `ann/2` for another device; what `$ann` and the like stand for says `setStage`.
 * After each step every socket has got exactly what `expect` lists for it, and those it does not list nothing.
 */
export interface Transcript extends Cast {
  readonly title: string;
  /** Sockets that are authenticated before the first step. */
  readonly online: readonly string[];
  /** Systems whose people come with a chat key; see `MemoryHostSites` for signatures. */
  readonly sites?: Readonly<Record<string, HostSite>>;
  readonly steps: readonly Step[];
}

interface Step {
  readonly from: string;
  readonly send: Frame;
  readonly expect: Readonly<Record<string, readonly unknown[]>>;
  readonly acknowledged?: unknown;
}

interface Stage {
  readonly bench: DialectBench;
  readonly bindings: Bindings;
  readonly sockets: Map<string, BenchSocket>;
}

/** Plays it through the kit's runner on memory ports. `fits` is told of every frame that the contract has. */
export async function replayTranscript(
  dialect: Dialect,
  transcript: Transcript,
  fits?: Watch['fits'],
): Promise<void> {
  const bench = new DialectBench(dialect, {}, fits);
  const stage = { bench, bindings: await setStage(bench, transcript), sockets: new Map() };
  for (const [key, site] of Object.entries(transcript.sites ?? {})) bench.ports.hostSites.add(key, site);
  for (const name of transcript.online) {
    const socket = socketOf(stage, name);
    await socket.greet(String(stage.bindings.get(`$${name.split('/')[0]}.token`)));
    socket.take();
  }
  for (const [index, step] of transcript.steps.entries()) {
    await playStep(stage, step, `${transcript.title}, step ${index + 1}`);
  }
}

async function playStep(stage: Stage, step: Step, at: string): Promise<void> {
  const { bindings, sockets } = stage;
  const from = socketOf(stage, step.from);
  await from.say(incomingOf(fillIn(step.send, bindings) as Frame));
  for (const name of Object.keys(step.expect)) socketOf(stage, name);
  for (const [name, socket] of sockets) {
    const expected = step.expect[name] ?? [];
    expectMatch(inOrderOf(expected, socket.take()), expected, { bindings, at: `${at}, ${name}` });
  }
  if (step.acknowledged !== undefined) {
    expectMatch(from.acknowledged.at(-1), step.acknowledged, { bindings, at: `${at}, acknowledgement` });
  }
}

/** An answer and the news of the same step may come in either order: frames of one name keep theirs. */
function inOrderOf(expected: readonly unknown[], frames: readonly Frame[]): readonly Frame[] {
  const left = [...frames];
  const found = expected.flatMap((pattern) => {
    const index = left.findIndex((frame) => nameOf(frame) === nameOf(pattern as Frame));
    return index < 0 ? [] : left.splice(index, 1);
  });
  return [...found, ...left];
}

function nameOf(frame: Frame): unknown {
  if (Array.isArray(frame)) return frame[0];
  const { type, action } = frame as { readonly type?: unknown; readonly action?: unknown };
  return type ?? action;
}

function socketOf({ bench, sockets }: Stage, name: string): BenchSocket {
  const socket = sockets.get(name) ?? bench.connect();
  sockets.set(name, socket);
  return socket;
}

function incomingOf(frame: Frame): Incoming {
  if (!Array.isArray(frame)) return { kind: 'text', text: JSON.stringify(frame) };
  const [event, payload] = frame as unknown[];
  return { kind: 'event', event: String(event), payload, bytes: JSON.stringify(frame).length };
}
