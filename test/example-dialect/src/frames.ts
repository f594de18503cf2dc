/** @module Lines of text: `WORD argument argument rest of the line`. */
import { type Answer, type Incoming, type Request, UnreadableRequest } from '@crosstalk/dialect-kit';
import { ChatError } from '@crosstalk/domain';

/** Arguments of each word; the last one takes the rest of the line. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  HELLO: ['token'],
  ROOMS: [],
  SAY: ['room', 'text'],
  READ: ['room'],
  LAST: ['room'],
};

/** Escapes what would end a line. */
export function oneLine(text: string): string {
  return text.replace(/\r?\n/g, ' ');
}

/** @throws ChatError or UnreadableRequest for what is no line of a known word */
export function read(incoming: Incoming): Request {
  if (incoming.kind !== 'text') throw new ChatError('invalid', 'Only text frames are understood.');
  const [word = '', ...given] = incoming.text.trimEnd().split(' ');
  const names = Object.hasOwn(ARGUMENTS, word) ? ARGUMENTS[word] : undefined;
  if (!names) {
    throw new UnreadableRequest(
      { event: word, correlation: undefined },
      new ChatError('invalid', `There is no ${JSON.stringify(word.slice(0, 32))}.`),
    );
  }
  const last = names.length - 1;
  const data = Object.fromEntries(
    names.map((name, index) => [
      name,
      argumentOf(name, index < last ? given[index] : given.slice(index).join(' ')),
    ]),
  );
  return { event: word, data, correlation: undefined };
}

/** Rows return the lines that answer; null: the event table answers in the order of the room. */
export function answer(_request: Request, result: object | null): Answer {
  return { frames: (result as readonly string[] | null) ?? [] };
}

function argumentOf(name: string, text: string | undefined): unknown {
  if (text === undefined || text === '') return undefined;
  return name === 'room' ? Number(text) : text;
}
