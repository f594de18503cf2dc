import { type Call, publicRow } from '@crosstalk/dialect-kit';
import { LIMITS, type RoomForMember, type UserId } from '@crosstalk/domain';
import { z } from 'zod';
import type { Told } from '../frames.js';
import { blaming, speakAs } from '../speak-as.js';
import { keySchema, personSchema, profileOf, speakerSchema, timeSchema } from '../to-domain.js';
import { wireChat, wireUser } from '../to-wire.js';

/** A chat as the caller sees it, by a view that is newer than what the node keeps. */
export function chatFor(call: Call, { room, member }: RoomForMember) {
  const { rendering, viewer } = call;
  const isOpen = viewer.openRoomId === room.id;
  return wireChat(room, { rendering, userId: viewer.userId, own: member, room, isOpen });
}

/** The chat of the caller and another; one that is there already is that one. */
async function chatWith(call: Call, other: UserId): Promise<RoomForMember> {
  return call.useCases.createRoom(call.actor, { type: 'direct', users: [other] });
}

export const chatRows = {
  DATA: publicRow({
    useCases: ['authenticateVisitor', 'confirmVisitor', 'listRooms'],
    input: z.object({ chat_key: keySchema, user: speakerSchema, before: timeSchema.optional() }),
    run: async (call, { chat_key: chatKey, user: speaker, before }): Promise<Told> => {
      const { caller, user } = await speakAs(call, { chatKey, speaker, field: 'user' });
      // Before the list, so that it shows who is online and no change falls in between.
      await caller.watchPartners();
      const page = {
        limit: LIMITS.roomPage,
        ...(before === undefined ? {} : { before: Date.parse(before) }),
      };
      const { rooms, hasMore } = await caller.useCases.listRooms(caller.actor, page);
      const { rendering } = caller;
      return {
        action: 'DATA',
        chat_key: chatKey,
        user: wireUser(user, { rendering, userId: user.id }),
        chats: rooms.map((each) => chatFor(caller, each)),
        has_more: hasMore,
      };
    },
  }),
  NEW_CHATS: publicRow({
    useCases: ['authenticateVisitor', 'confirmVisitor', 'meetVisitor', 'createRoom'],
    input: z
      .object({ chat_key: keySchema, user_sender: speakerSchema, user_recipient: personSchema })
      .refine(({ user_sender: sender, user_recipient: recipient }) => sender.id !== recipient.id, {
        path: ['user_recipient', 'id'],
        error: 'must be another person than the sender',
      }),
    run: async (
      call,
      { chat_key: chatKey, user_sender: speaker, user_recipient: recipient },
    ): Promise<Told> => {
      const { caller } = await speakAs(call, { chatKey, speaker, field: 'user_sender' });
      const profile = profileOf(recipient);
      const met = await blaming('user_recipient', () =>
        caller.useCases.meetVisitor(caller.actor, { chatKey, profile }),
      );
      const made = await chatWith(caller, met.id);
      // After the chat is there: the recipient is a partner now.
      await caller.watchPartners();
      return { action: 'NEW_CHATS', chats_id: String(made.room.id), chat: chatFor(caller, made) };
    },
  }),
};
