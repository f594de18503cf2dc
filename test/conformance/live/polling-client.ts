import { eventually, within } from '../../harness/deadline.js';

/** Between packets of one payload, Engine.IO 4. */
const SEPARATOR = '\x1e';

interface PollingOptions {
  /** Sends the cookies back that it was given, as a browser does. */
  readonly keepsCookies?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Engine.IO over HTTP by hand: one GET at a time waits for packets, a POST brings one. */
export class PollingClient {
  readonly #url: string;
  readonly #protocol: 3 | 4;
  #session = '';
  readonly #options: PollingOptions;
  #cookie = '';
  #packets: string[] = [];

  private constructor(url: string, protocol: 3 | 4, options: PollingOptions) {
    this.#url = `${url}/?EIO=${protocol}&transport=polling`;
    this.#protocol = protocol;
    this.#options = options;
  }

  static async open(url: string, protocol: 3 | 4, options: PollingOptions = {}): Promise<PollingClient> {
    const client = new PollingClient(url, protocol, options);
    const opened = await client.next('the handshake', (packet) => packet.startsWith('0{'));
    client.#session = `&sid=${(JSON.parse(opened.slice(1)) as { sid: string }).sid}`;
    return client;
  }

  /** What it was given to send back; empty without `keepsCookies`. */
  get cookie(): string {
    return this.#cookie;
  }

  async send(packet: string): Promise<void> {
    const body = this.#protocol === 4 ? packet : `${packet.length}:${packet}`;
    const headers = { 'content-type': 'text/plain;charset=UTF-8' };
    const request = this.#fetch({ method: 'POST', headers, body });
    const answer = await (await within(request, 'the POST')).text();
    if (answer !== 'ok') throw new Error(`the POST was answered ${answer}`);
  }

  /** The first packet that matches and was not given before. */
  async next(what: string, matches: (packet: string) => boolean): Promise<string> {
    let found: string | undefined;
    await eventually(what, async () => {
      if (!this.#packets.some(matches)) await this.#poll();
      const index = this.#packets.findIndex(matches);
      if (index >= 0) [found] = this.#packets.splice(index, 1);
      return found !== undefined;
    });
    return found ?? '';
  }

  /** Says goodbye, so that the node forgets it at once. */
  async close(): Promise<void> {
    await this.send('1');
  }

  async #fetch(
    init: { method?: string; headers?: Record<string, string>; body?: string } = {},
  ): Promise<Response> {
    const cookie = this.#cookie === '' ? {} : { cookie: this.#cookie };
    const headers = { ...this.#options.headers, ...init.headers, ...cookie };
    const response = await fetch(this.#url + this.#session, { ...init, headers });
    const [set] = response.headers.getSetCookie();
    if (set && this.#options.keepsCookies) this.#cookie = set.split(';')[0] ?? '';
    return response;
  }

  async #poll(): Promise<void> {
    const response = await within(this.#fetch(), 'the GET');
    const text = await response.text();
    if (response.status !== 200) throw new Error(`the GET was answered ${response.status}: ${text}`);
    const packets = this.#protocol === 4 ? text.split(SEPARATOR) : unpack(text);
    for (const packet of packets) {
      if (packet === '2') await this.send('3');
      else this.#packets.push(packet);
    }
  }
}

/** `length:packet` one after the other, in UTF-16 code units (Engine.IO protocol 3, «Payload»). */
function unpack(text: string): string[] {
  const packets: string[] = [];
  for (let at = 0; at < text.length; ) {
    const colon = text.indexOf(':', at);
    const end = colon + 1 + Number(text.slice(at, colon));
    packets.push(text.slice(colon + 1, end));
    at = end;
  }
  return packets;
}
