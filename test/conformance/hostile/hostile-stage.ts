import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import { ChannelsClient } from '../../harness/channels-client.js';
import { Cluster } from '../../harness/cluster.js';
import { complaints } from '../../harness/ops.js';
import { newPerson, type Person } from '../../harness/people.js';

const COLLECTIONS = ['rooms', 'messages', 'members', 'attachments', 'users'] as const;

/** A node or two, a chat of Mallory and Bob, a chat that is not theirs, and a count of everything that is stored. */
export class HostileStage {
  readonly cluster: Cluster;
  readonly mallory: Person;
  readonly bob: Person;
  /** Of Mallory and Bob. */
  readonly chat: number;
  /** A message of Bob in it. */
  readonly message: number;
  /** Of Bob and Eve. */
  readonly foreign: number;
  /** Bob's, on the last node, who must not notice anything. */
  readonly witness: ChannelsClient;
  readonly #mongo: MongoClient;
  #before = '';

  private constructor(
    parts: Pick<HostileStage, 'cluster' | 'mallory' | 'bob' | 'chat' | 'message' | 'foreign' | 'witness'>,
    mongo: MongoClient,
  ) {
    this.cluster = parts.cluster;
    this.mallory = parts.mallory;
    this.bob = parts.bob;
    this.chat = parts.chat;
    this.message = parts.message;
    this.foreign = parts.foreign;
    this.witness = parts.witness;
    this.#mongo = mongo;
  }

  static async start({ gateways = 1 } = {}): Promise<HostileStage> {
    const cluster = await Cluster.start({ gateways });
    const { url } = cluster.node(gateways - 1);
    const [mallory, bob, eve] = await Promise.all([
      newPerson(url, 'Mallory'),
      newPerson(url, 'Bob'),
      newPerson(url, 'Eve'),
    ]);
    const witness = await ChannelsClient.connect(url, bob.token);
    const open = async (title: string, user: Person): Promise<number> => {
      const request = { type: 'group', title, users: [user.id] };
      return (await witness.does<{ channel: { id: number } }>('channel-create', request)).channel.id;
    };
    const [chat, foreign] = [await open('ours', mallory), await open('theirs', eve)];
    const said = await witness.does<{ message: { id: number } }>('message-send', {
      channelId: chat,
      text: 'hello',
    });
    const mongo = await MongoClient.connect(cluster.environment.MONGODB_URL ?? '');
    const parts = { cluster, mallory, bob, chat, message: said.message.id, foreign, witness };
    const stage = new HostileStage(parts, mongo);
    await stage.mark();
    return stage;
  }

  /** `CHAT`, `FOREIGN`, `MESSAGE` and `BOB` stand for ids in what is sent. */
  fill(template: string): string {
    const { chat, foreign, message, bob } = this;
    return template
      .replaceAll('CHAT', String(chat))
      .replaceAll('FOREIGN', String(foreign))
      .replaceAll('MESSAGE', String(message))
      .replaceAll('BOB', String(bob.id));
  }

  /** Takes what is stored now for what must stay. */
  async mark(): Promise<void> {
    this.#before = await this.#stored();
  }

  /** Nothing was stored or changed, nobody else noticed, and the process has nothing to complain of. */
  async expectUnharmed(): Promise<void> {
    expect(await this.#stored()).to.equal(this.#before);
    const { messages } = await this.witness.does<{ messages: unknown[] }>('messages-history', {
      channelId: this.chat,
    });
    expect(messages.length).to.equal(1);
    expect(this.witness.all('message-created').length).to.equal(1);
    expect(this.cluster.gateways.map((node) => node?.alive)).to.not.include(false);
    expect(complaints(this.cluster.gateways)).to.deep.equal([]);
  }

  async stop(): Promise<void> {
    this.witness.close();
    await this.cluster.stop();
    await this.#mongo.close();
  }

  async #stored(): Promise<string> {
    const db = this.#mongo.db();
    const counts = await Promise.all(COLLECTIONS.map((name) => db.collection(name).countDocuments()));
    const projection = { seq: 1, rev: 1, stateRev: 1, title: 1, memberCount: 1 };
    const rooms = await db.collection('rooms').find({}, { projection }).sort({ _id: 1 }).toArray();
    return JSON.stringify({ counts, rooms });
  }
}
