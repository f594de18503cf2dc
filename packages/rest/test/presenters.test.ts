import type { Attachment, MessageView, Reaction, RoomForMember, User, UserId } from '@crosstalk/domain';
import { buildAttachment } from '@crosstalk/testing';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { BearerContext } from '../src/http/route.js';
import { presenceOf } from '../src/present/presence-of.js';
import { presentFile } from '../src/present/present-file.js';
import { presentMessage } from '../src/present/present-message.js';
import { presentRoom } from '../src/present/present-room.js';

const surroundings = {
  links: { urlFor: () => 'https://x.example/f', verify: () => true },
  presence: new Map(),
};
const idsTo = (count: number) => Array.from({ length: count }, (_, index) => (index + 1) as UserId);
const person = { id: 1 as UserId, firstName: 'Ann', lastSeen: null } as User;

function message(reactions: readonly Reaction[]): MessageView {
  const base = { id: 1, roomId: 2, seq: 3, rev: 4, text: '', attachments: [], mentions: [], replyTo: null };
  return {
    ...base,
    author: person,
    createdAt: 0,
    editedAt: null,
    deletedAt: null,
    reactions,
  } as unknown as MessageView;
}

describe('an answer', () => {
  it('counts every reaction and names the first twenty people', () => {
    const { reactions } = presentMessage(message([{ emoji: '👍', userIds: idsTo(30) }]), surroundings);
    expect(reactions).to.deep.equal([{ emoji: '👍', count: 30, user_ids: idsTo(20) }]);
  });

  it('names the first hundred people of a room', () => {
    const members = idsTo(150).map((userId) => ({
      userId,
      role: 'member',
      readSeq: 0,
      user: { ...person, id: userId },
    }));
    const room = { members, lastMessage: null, createdAt: 0, updatedAt: 0, memberCount: 150, seq: 0 };
    const given = { room, member: { readSeq: 0, clearedSeq: 0 } } as unknown as RoomForMember;
    expect(presentRoom(given, surroundings).users.map(({ id }) => id)).to.deep.equal(idsTo(100));
  });

  it('asks for the presence of five hundred different people at most', async () => {
    const asked: (readonly UserId[])[] = [];
    const watchPresence = async (_: unknown, ids: readonly UserId[]) => {
      asked.push(ids);
      return [];
    };
    const context = { useCases: { watchPresence } } as unknown as BearerContext;
    await presenceOf([...idsTo(400), ...idsTo(600)], context);
    await presenceOf([], context);
    expect(asked).to.deep.equal([idsTo(500)]);
  });

  it('links no file that is not ready', () => {
    const urlOf = (status: Attachment['status']) =>
      presentFile(buildAttachment({ status }), surroundings.links).url;
    expect([urlOf('processing'), urlOf('rejected'), urlOf('ready')]).to.deep.equal([
      null,
      null,
      'https://x.example/f',
    ]);
  });
});
