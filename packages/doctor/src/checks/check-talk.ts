import type WebSocket from 'ws';
import { ENGINE_PATH } from '../doors.js';
import { type Finding, fail, ok, skipped, warn } from '../finding.js';
import { nextFrame, openSocket } from '../net/open-socket.js';
import type { Target } from '../target.js';

const CHECK = 'talk';
/** The objective for the 99th percentile. */
const PROMPT_MS = 250;
const MESSAGES = 10;
const [PING, PONG] = ['2', '3'];

interface Session {
  readonly socket: WebSocket;
  readonly userId: number;
}

interface Answer {
  readonly ok: boolean;
  readonly error?: { readonly code: string; readonly message: string };
  readonly [field: string]: unknown;
}

/** Lets two accounts talk in a channel of their own, measures answer and delivery, and removes the channel. */
export async function checkTalk(target: Target): Promise<readonly Finding[]> {
  const { tokens } = target.options;
  if (tokens.length < 2)
    return [skipped(CHECK, 'No message was sent: that takes --token twice, of two test accounts.')];
  const sessions: Session[] = [];
  try {
    for (const token of tokens.slice(0, 2)) sessions.push(await logIn(target, token));
    const [author, reader] = sessions as [Session, Session];
    const talk = new Talk(author.socket, target.patienceMs);
    const made = await talk.ask('channel-create', { type: 'group', users: [reader.userId], title: 'doctor' });
    const channelId = (made.channel as { id: number }).id;
    try {
      return judge(await measure(talk, { channelId, reader: reader.socket, patienceMs: target.patienceMs }));
    } finally {
      await talk.ask('channel-delete', { channelId });
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [
      fail(
        CHECK,
        `No message could be sent: the connection ${reason}.`,
        'Is the token fresh, and of this deployment? Else look at /readyz and the logs of the gateways.',
      ),
    ];
  } finally {
    for (const { socket } of sessions) socket.close();
  }
}

interface Times {
  readonly acknowledged: number[];
  readonly delivered: number[];
}

async function measure(
  talk: Talk,
  {
    channelId,
    reader,
    patienceMs,
  }: { readonly channelId: number; readonly reader: WebSocket; readonly patienceMs: number },
): Promise<Times> {
  const times: Times = { acknowledged: [], delivered: [] };
  for (let count = 0; count < MESSAGES; count += 1) {
    const text = `doctor ${count}`;
    const sentAt = performance.now();
    const arrival = nextFrame(
      reader,
      (frame) => frame.startsWith('42["message-created"') && frame.includes(text),
      patienceMs,
    );
    await Promise.all([
      talk
        .ask('message-send', { channelId, text })
        .then(() => times.acknowledged.push(performance.now() - sentAt)),
      arrival.then(() => times.delivered.push(performance.now() - sentAt)),
    ]);
  }
  return times;
}

function judge({ acknowledged, delivered }: Times): readonly Finding[] {
  const [answer, arrival] = [acknowledged, delivered].map((times) => Math.round(Math.max(...times)));
  const seen = `Of ${MESSAGES} messages the slowest was answered after ${answer} ms and delivered after ${arrival} ms`;
  if (Math.max(answer ?? 0, arrival ?? 0) <= PROMPT_MS) return [ok(CHECK, `${seen}.`)];
  return [
    warn(
      CHECK,
      `${seen}, later than the ${PROMPT_MS} ms that are aimed at.`,
      'Compare the time to the load balancer, then crosstalk_send_seconds by stage: `durable` is MongoDB.',
    ),
  ];
}

async function logIn(target: Target, token: string): Promise<Session> {
  const socket = await openSocket(target, `${ENGINE_PATH}?EIO=4&transport=websocket`);
  socket.on('message', (data) => {
    if (String(data) === PING) socket.send(PONG);
  });
  const outcome = nextFrame(
    socket,
    (text) => /^42\["(auth-success|socket-api-error)"/.test(text),
    target.patienceMs,
  );
  socket.send(`40${JSON.stringify({ token })}`);
  const [event, data] = JSON.parse((await outcome).slice(2)) as [string, { readonly userId?: string }];
  if (event === 'auth-success') return { socket, userId: Number(data.userId) };
  socket.close();
  throw new Error('was refused: the token is not valid (any more)');
}

/** Requests with acknowledgements, by Socket.IO's protocol. */
class Talk {
  readonly #socket: WebSocket;
  readonly #patienceMs: number;
  #id = 0;

  constructor(socket: WebSocket, patienceMs: number) {
    this.#socket = socket;
    this.#patienceMs = patienceMs;
  }

  async ask(event: string, payload: object): Promise<Answer> {
    this.#id += 1;
    const head = `43${this.#id}[`;
    const arrival = nextFrame(this.#socket, (text) => text.startsWith(head), this.#patienceMs);
    this.#socket.send(`42${this.#id}${JSON.stringify([event, payload])}`);
    const [answer] = JSON.parse((await arrival).slice(head.length - 1)) as [Answer];
    if (!answer.ok) throw new Error(`had its ${event} refused (${answer.error?.code})`);
    return answer;
  }
}
