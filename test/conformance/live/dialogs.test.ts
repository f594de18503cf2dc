import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import {
  type Dialog,
  DialogsClient,
  type Message,
  type Told,
  VARIANTS,
} from '../../harness/dialogs-client.js';
import { newPerson, type Person } from '../../harness/people.js';
import { type Deployment, openDeployment } from './deployment.js';

/** An id that nothing has. */
const NOTHING = Number.MAX_SAFE_INTEGER;

const withText = (text: string) => (told: Told) => told.message.text === text;
/** Each once. A number may be missing: of a send that came to nothing. */
const ascending = (seqs: readonly number[]): number[] => [...new Set(seqs)].sort((a, b) => a - b);
const ids = (messages: readonly Message[]): number[] => messages.map(({ id }) => id);

describe('dialogs on real nodes', () => {
  let deployment: Deployment;

  before(async () => {
    deployment = await openDeployment();
  });

  after(async () => {
    await deployment?.stop();
  });

  for (const variant of VARIANTS) {
    describe(`by ${variant.title}, two people on two nodes`, () => {
      let people: readonly [Person, Person];
      let ann: DialogsClient;
      let bob: DialogsClient;
      let bobElsewhere: DialogsClient;
      let roomId = 0;

      before(async () => {
        const [here, there] = deployment.urls;
        people = [await newPerson(here, 'Ann'), await newPerson(there, 'Bob')];
        ann = await DialogsClient.enter(here, people[0].token, variant);
        bob = await DialogsClient.enter(there, people[1].token, variant);
        bobElsewhere = await DialogsClient.enter(here, people[1].token, variant);
      });

      after(() => {
        for (const client of [ann, bob, bobElsewhere]) client?.close();
      });

      /** What somebody sees who comes in now. */
      async function dialogsOf(person: Person): Promise<readonly Dialog[]> {
        const client = await DialogsClient.connect(deployment.urls[0], variant);
        const { dialogs } = await client.authenticate(person.token);
        client.close();
        return dialogs;
      }

      async function historyOf(client: DialogsClient, more: object = {}): Promise<readonly Message[]> {
        client.emit('chat.history', { room_id: roomId, ...more });
        return (await client.next('on.chat.history')).messages;
      }

      async function send(from: DialogsClient, text: string, to: readonly DialogsClient[]): Promise<Message> {
        const { message } = await from.does('message.send', { room_id: roomId, text });
        for (const client of to) {
          const told = await client.next('on.message.new', withText(text));
          expect(told.message.id).to.equal(message.id);
        }
        return message;
      }

      it('keep a socket whose token is bad, and let it in with a good one', async () => {
        const client = await DialogsClient.connect(deployment.urls[1], variant);
        const refused = await client.authenticate('bad');
        expect(refused).to.deep.equal({ success: false, dialogs: [], user: null });
        const before = await client.ask('chat.read', { room_id: 1 });
        expect(before.error?.code).to.equal('unauthenticated');
        const accepted = await client.authenticate(people[0].token);
        expect(accepted.success).to.equal(true);
        expect(accepted.user).to.include({ id: people[0].id, email: people[0].email, online: true });
        expect(accepted.dialogs).to.deep.equal([]);
        client.close();
      });

      it('start a dialog; everybody gets the listed name, the caller the promised one too', async () => {
        const text = `hello ${randomUUID()}`;
        ann.emit('chat.start', { user_id: people[1].id, text });
        const own = await ann.next('on.message.new', withText(text));
        const promised = await ann.next('on.messages.new', withText(text));
        expect(promised.message.id).to.equal(own.message.id);
        roomId = own.room.id;
        expect(own.chat).to.include({ room_id: roomId, unread: 0, is_read: true, cleared: null });
        expect(own.chat.user?.id).to.equal(people[1].id);
        for (const client of [bob, bobElsewhere]) {
          const told = await client.next('on.message.new', withText(text));
          expect(told.message).to.include({ id: own.message.id, seq: 1, is_read: false });
          expect(told.chat).to.include({ room_id: roomId, unread: 1, is_read: false });
          expect(told.chat.user?.id).to.equal(people[0].id);
          expect(told.chat.id).to.be.above(0).and.not.equal(own.chat.id);
          expect(told.room.users.map(({ id }) => id)).to.have.members(people.map(({ id }) => id));
        }
        const answer = `and you? ${randomUUID()}`;
        bob.emit('message.send', { room_id: roomId, text: answer, reply_to: own.message.id });
        const heard = await ann.next('on.message.new', withText(answer));
        expect(heard.message).to.include({ seq: 2, reply_to: own.message.id });
        expect(heard.room.last_message?.id).to.equal(heard.message.id);
        await bob.next('on.messages.new', withText(answer));
        expect(bob.all('on.messages.new').map(({ message }) => message.text)).to.deep.equal([answer]);
        expect(bobElsewhere.all('on.messages.new')).to.deep.equal([]);
      });

      it('get the same message for the same client_id, from another node too', async () => {
        const payload = { room_id: roomId, text: 'once', client_id: randomUUID() };
        const first = await bob.does('message.send', payload);
        const again = await bobElsewhere.does('message.send', payload);
        expect(again.message.id).to.equal(first.message.id);
        const other = await bob.ask('message.send', { ...payload, text: 'twice' });
        expect(other.error).to.deep.include({
          code: 'conflict',
          fields: { client_id: 'used for another message' },
        });
        await ann.next('on.message.new', withText('once'));
      });

      it('see what they send in one order', async () => {
        const texts = Array.from({ length: 20 }, (_, index) => `${index} ${randomUUID()}`);
        for (const [index, text] of texts.entries()) {
          (index % 2 === 0 ? ann : bob).emit('message.send', { room_id: roomId, text });
        }
        const seen = async (client: DialogsClient): Promise<readonly number[]> => {
          for (const text of texts) await client.next('on.message.new', withText(text));
          const sent = client.all('on.message.new').filter(({ message }) => texts.includes(message.text));
          return sent.map(({ message }) => message.seq);
        };
        for (const client of [ann, bob, bobElsewhere]) {
          const seqs = await seen(client);
          expect(seqs).to.have.length(texts.length);
          expect(seqs).to.deep.equal(ascending(seqs));
        }
      });

      it('read the history in pages, oldest first inside a page', async () => {
        const whole = await historyOf(bob, { limit: 100 });
        const seqs = whole.map(({ seq }) => seq);
        expect(seqs).to.have.length.above(20);
        expect(seqs).to.deep.equal(ascending(seqs));
        const newest = await historyOf(bob, { limit: 2 });
        expect(ids(newest)).to.deep.equal(ids(whole).slice(-2));
        const older = await historyOf(bob, { limit: 3, last_id: newest[0]?.id });
        expect(ids(older)).to.deep.equal(ids(whole).slice(-5, -2));
        expect(await historyOf(bob, { last_id: whole[0]?.id })).to.deep.equal([]);
        const answer = await bob.ask('chat.history', { room_id: roomId, last_id: NOTHING });
        expect(answer.error).to.deep.include({ code: 'invalid' });
      });

      it('tell that a chat was read, to each with their own chat', async () => {
        const text = `read me ${randomUUID()}`;
        await send(ann, text, [bob, bobElsewhere]);
        bob.emit('chat.read', { room_id: roomId });
        const isOf = ({ room, chat }: Told): boolean =>
          room.last_message?.text === text && room.last_message.is_read && chat.room_id === roomId;
        const own = await bob.next('on.chat.read', isOf);
        expect(own.chat).to.include({ unread: 0, is_read: true });
        const elsewhere = await bobElsewhere.next('on.chat.read', isOf);
        expect(elsewhere.chat).to.include({ id: own.chat.id, unread: 0, is_read: true });
        const author = await ann.next('on.chat.read', isOf);
        expect(author.chat.id).to.not.equal(own.chat.id);
        const again = await bob.does('chat.read', { room_id: roomId });
        expect(again.chat).to.include({ unread: 0, is_read: true });
      });

      it('edit and delete a message for everybody', async () => {
        const message = await send(ann, `typo ${randomUUID()}`, [bob, bobElsewhere]);
        const isIt = (told: Told): boolean => told.message.id === message.id;
        await ann.does('message.edit', { message_id: message.id, text: 'no typo' });
        expect((await bob.next('on.message.edit', isIt)).message.text).to.equal('no typo');
        const foreign = await bob.ask('message.delete', { message_id: message.id });
        expect(foreign.error?.code).to.equal('forbidden');
        ann.emit('message.delete', { message_id: message.id });
        for (const client of [ann, bob, bobElsewhere]) {
          expect((await client.next('on.message.delete', isIt)).message).to.include({
            deleted: true,
            text: '',
          });
        }
        await ann.next('on.messages.delete', isIt);
        // Somebody who did not hear of it asks again.
        const again = await ann.does('message.delete', { message_id: message.id });
        expect(again.message.deleted).to.equal(true);
        await ann.next('on.messages.delete', isIt);
        expect(bob.all('on.messages.delete')).to.deep.equal([]);
      });

      it('clear a chat for themselves only', async () => {
        const last = (await historyOf(ann)).at(-1);
        bob.emit('chat.clear', { room_id: roomId });
        for (const client of [bob, bobElsewhere]) {
          const told = await client.next('on.chat.clear');
          expect(told.chat).to.include({ room_id: roomId, unread: 0, cleared: last?.seq });
          expect(told.room.last_message).to.equal(null);
        }
        expect(await historyOf(bob)).to.deep.equal([]);
        expect((await historyOf(ann)).at(-1)?.id).to.equal(last?.id);
        expect(ann.all('on.chat.clear')).to.deep.equal([]);
      });

      it('put a chat away until the next message, which comes without the old history', async () => {
        await send(ann, `before ${randomUUID()}`, [bob, bobElsewhere]);
        bob.emit('chat.delete', { room_id: roomId });
        await bob.next('on.chat.delete');
        await bob.next('on.chat.clear');
        await bobElsewhere.next('on.chat.delete');
        expect(await dialogsOf(people[1])).to.deep.equal([]);
        expect((await dialogsOf(people[0])).map(({ room }) => room.id)).to.deep.equal([roomId]);

        const text = `after ${randomUUID()}`;
        const message = await send(ann, text, [bob, bobElsewhere]);
        const [dialog, ...more] = await dialogsOf(people[1]);
        expect(more).to.deep.equal([]);
        expect(dialog?.room.last_message?.id).to.equal(message.id);
        expect(dialog?.chat).to.include({ unread: 1, cleared: message.seq - 1 });
        expect(ids(await historyOf(bob))).to.deep.equal([message.id]);

        await bob.does('chat.delete', { room_id: roomId });
        const back = await bob.does('chat.start', { user_id: people[0].id, text: 'back' });
        expect(back.room.id).to.equal(roomId);
        expect((await dialogsOf(people[1])).map(({ room }) => room.id)).to.deep.equal([roomId]);
        expect((await historyOf(bob)).map(({ text: each }) => each)).to.deep.equal(['back']);
      });

      it('show who types', async () => {
        await ann.does('chat.typing', { room_id: roomId });
        const { room_id, user } = await bob.next('on.chat.typing');
        expect([room_id, user.id]).to.deep.equal([roomId, people[0].id]);
      });

      it('name what is wrong', async () => {
        bob.emit('nothing.known', {});
        const unknown = await bob.next('on.error', ({ event }) => event === 'nothing.known');
        expect(unknown).to.include({ code: 'invalid' });
        const blank = await bob.ask('message.send', { room_id: roomId, text: ' ' });
        expect(blank.error).to.deep.include({
          code: 'invalid',
          fields: { text: 'must not be blank without a file' },
        });
        const stranger = await bob.ask('chat.start', { user_id: NOTHING, text: 'hi' });
        expect(stranger.error?.code).to.equal('not_found');
      });
    });
  }
});
