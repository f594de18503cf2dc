import { PollingClient } from '../conformance/live/polling-client.js';

interface Visit {
  readonly url: string;
  readonly token: string;
  /** Number of the browser: nginx chooses the node by its name. */
  readonly agent: number;
  readonly keepsCookies?: boolean;
  /** A cookie of another tab. */
  readonly cookie?: string;
}

/** Somebody who polls with the `dialogs` dialect, as one browser among several. */
export class PollingVisitor {
  readonly #client: PollingClient;
  #asked = 0;

  private constructor(client: PollingClient) {
    this.#client = client;
  }

  /** Opens a session and shows the token: some requests that must find the same node. */
  static async enter({ url, token, agent, keepsCookies = true, cookie }: Visit): Promise<PollingVisitor> {
    const headers = { 'user-agent': `browser ${agent}`, ...(cookie ? { cookie } : {}) };
    const client = await PollingClient.open(url, 4, { keepsCookies, headers });
    await client.send('40');
    await client.next('the connect packet', (packet) => packet.startsWith('40'));
    await client.send(`42${JSON.stringify(['user.auth', { token }])}`);
    await client.next('the session', (packet) =>
      packet.startsWith('42["on.user.authorized",{"success":true'),
    );
    return new PollingVisitor(client);
  }

  get cookie(): string {
    return this.#client.cookie;
  }

  /** Sends an event and waits for its acknowledgement: a POST and a GET at least. */
  async ask(): Promise<void> {
    this.#asked += 1;
    const id = this.#asked;
    await this.#client.send(`42${id}${JSON.stringify(['chat.history', {}])}`);
    await this.#client.next(`answer ${id}`, (packet) => packet.startsWith(`43${id}[`));
  }

  leave(): Promise<void> {
    return this.#client.close();
  }
}
