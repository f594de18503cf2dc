import { expect } from 'chai';
import { describe, it } from 'mocha';
import { dialogs } from '../src/dialect.js';
import { actorOf, namesOf, Stage, say, told } from './stage.js';

const FAILURE = ['on.user.authorized', { success: false, dialogs: [], user: null }];

interface Authorized {
  readonly dialogs: readonly { readonly room: { readonly id: number; readonly updated_at: string } }[];
}

describe('dialogs: user.auth', () => {
  it('leaves the socket open for five bad tokens a minute and refuses the sixth, even a good one', async () => {
    const { bench, ann } = await Stage.open();
    const socket = bench.connect();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await say(socket, 'user.auth', { token: `bad-${attempt}` });
      expect(told(socket)).to.deep.equal([FAILURE]);
    }
    await say(socket, 'user.auth', { token: ann.token });
    const [failure, [name, error] = ['', {}]] = told(socket);
    expect(failure).to.deep.equal(FAILURE);
    expect(name).to.equal('on.error');
    expect(error).to.include({ event: 'user.auth', code: 'rate_limited', retry_after: 60 });
    expect(socket.closed).to.deep.equal([]);
    expect(dialogs.authenticationLimit).to.deep.equal({ count: 5, windowMs: 60_000 });
  });

  it('tells a token that ran out as one that is not accepted, and gives sixty seconds', () => {
    expect(dialogs.expiry.frames).to.deep.equal([FAILURE]);
    expect(dialogs.expiry.graceMs).to.equal(60_000);
    expect(dialogs.expiry.close.code).to.equal(4401);
  });

  it('lists the dialogs newest activity first and pages further by their times', async () => {
    const { bench, ann, bob, roomId } = await Stage.open();
    const rooms: number[] = [roomId];
    for (const title of ['one', 'two', 'three']) {
      bench.ports.clock.advance(1_000);
      const made = await bench.useCases.createRoom(actorOf(ann.user), {
        type: 'group',
        users: [bob.user.id],
        title,
      });
      rooms.unshift(made.room.id);
    }
    const socket = bench.connect();
    const page = async (more: object): Promise<Authorized['dialogs']> => {
      await say(socket, 'user.auth', { token: ann.token, limit: 2, ...more });
      const [[, payload] = ['', {}]] = told(socket);
      return (payload as unknown as Authorized).dialogs;
    };
    const first = await page({});
    expect(first.map(({ room }) => room.id)).to.deep.equal(rooms.slice(0, 2));
    const before = first.at(-1)?.room.updated_at;
    const second = await page({ before });
    expect(second.map(({ room }) => room.id)).to.deep.equal(rooms.slice(2));
  });

  it('sends nothing of the rooms before it', async () => {
    const stage = await Stage.open();
    const stranger = stage.bench.connect();
    const socket = await stage.socketOf(stage.ann);
    await say(socket, 'message.send', { room_id: stage.roomId, text: 'hi' });
    expect(namesOf(socket)).to.deep.equal(['on.message.new', 'on.messages.new']);
    expect(namesOf(stranger)).to.deep.equal([]);
  });
});
