/** @module Holds every frame that a dialect makes against its contract. */
import {
  type Contract,
  type Dialect,
  type EventRow,
  type Frame,
  messagesTelling,
  personal,
  type ServerMessage,
  shared,
} from '@crosstalk/dialect-kit';
import type { DomainEvent, EventType } from '@crosstalk/domain';

export interface Watch {
  /** A frame that the contract does not have, or not so. */
  offence(what: string): void;
  /** A frame that fits, by the key of its message. */
  fits?(message: string, frame: Frame): void;
}

/** The same dialect; what it answers, refuses and tells is compared with its contract on the way out. */
export function heldToContract(dialect: Dialect, watch: Watch): Dialect {
  const check = (frames: readonly Frame[], allowed: readonly string[], why: string): void => {
    for (const frame of frames.map(throughTheWire)) {
      const found = messageOf(dialect.contract, frame, allowed);
      if ('offence' in found) watch.offence(`${dialect.name}, ${why}: ${found.offence}`);
      else watch.fits?.(found.message, frame);
    }
  };
  const { greet, contract } = dialect;
  return {
    ...dialect,
    events: checkedEvents(dialect, check),
    read: (incoming) => dialect.read(incoming),
    answer(request, result) {
      const answer = dialect.answer(request, result);
      const { answers = [], acknowledgement } = contract.requests[request.event] ?? {};
      check(answer.frames, answers, `answer to ${request.event}`);
      expectFit(acknowledgement, answer.acknowledgement, watch.offence);
      return answer;
    },
    refuse(request, error) {
      const answer = dialect.refuse(request, error);
      const { refusals } = contract.requests[request?.event ?? ''] ?? contract;
      check(answer.frames, refusals ?? contract.refusals, `refusal of ${request?.event}`);
      expectFit(contract.refusedAcknowledgement, answer.acknowledgement, watch.offence);
      return answer;
    },
    ...(greet && {
      greet(session) {
        const frames = greet(session);
        check(frames, contract.unasked ?? [], 'greeting');
        return frames;
      },
    }),
  };
}

type Check = (frames: readonly Frame[], allowed: readonly string[], why: string) => void;

function checkedEvents({ events, contract }: Dialect, check: Check): Dialect['events'] {
  const rows = Object.entries(events).map(([type, row]) => {
    const allowed = messagesTelling(contract, type as EventType);
    // The table is total over the event types; only the pairing of key and row is lost.
    return [type, checkedRow(row as EventRow<DomainEvent>, (frames) => check(frames, allowed, type))];
  });
  return Object.fromEntries(rows) as Dialect['events'];
}

function checkedRow(
  row: EventRow<DomainEvent>,
  check: (frames: readonly Frame[]) => void,
): EventRow<DomainEvent> {
  if (row.kind === 'silent') return row;
  const checked = (frames: readonly Frame[]): readonly Frame[] => {
    check(frames);
    return frames;
  };
  const { toOrigin } = row;
  const rules = toOrigin && {
    toOrigin: (...given: Parameters<typeof toOrigin>) => checked(toOrigin(...given)),
  };
  if (row.kind === 'shared') {
    return shared((...given) => checked(row.render(...given)), rules);
  }
  return personal((...given) => checked(row.render(...given)), rules);
}

/** The message that a frame is, among those allowed here. */
export function messageOf(
  { envelope, messages }: Contract,
  frame: Frame,
  allowed: readonly string[],
): { readonly message: string } | { readonly offence: string } {
  const name = envelope.nameOf(frame);
  const candidates = Object.entries(messages).filter(([key, message]) => nameIn(key, message) === name);
  if (candidates.length === 0) return { offence: `${JSON.stringify(frame)} is not in the contract` };
  const here = candidates.filter(([key]) => allowed.includes(key));
  if (here.length === 0) return { offence: `${name} is not among ${allowed.join(', ') || 'no frames'}` };
  const problems: string[] = [];
  for (const [key, message] of here) {
    const parsed = envelope.sent(nameIn(key, message), message.payload).safeParse(envelope.bodyOf(frame));
    if (parsed.success) return { message: key };
    problems.push(`${key} ${JSON.stringify(parsed.error.issues)}`);
  }
  return { offence: `${JSON.stringify(frame)} does not fit ${problems.join(' or ')}` };
}

const nameIn = (key: string, { name = key }: ServerMessage): string => name;

function expectFit(
  schema: Contract['refusedAcknowledgement'],
  value: unknown,
  offence: Watch['offence'],
): void {
  if (value === undefined) return;
  const parsed = schema?.safeParse(throughTheWire(value));
  if (!parsed) offence('an acknowledgement that the contract does not have');
  else if (!parsed.success) offence(`acknowledgement ${JSON.stringify(value)}: ${parsed.error.message}`);
}

/** What is undefined vanishes in JSON. */
function throughTheWire<T>(value: T): T {
  return typeof value === 'string' ? value : (JSON.parse(JSON.stringify(value)) as T);
}
