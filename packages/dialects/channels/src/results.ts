/** @module What each request brings: the payload of `x-success`, without the transaction. */
import { counterSchema, roomIdSchema, userIdSchema } from '@crosstalk/dialect-kit';
import { z } from 'zod';
import { changes, channel, message, presence, user } from './models.js';

interface Result {
  readonly summary: string;
  readonly result: z.ZodObject;
}

const theChannel = z.strictObject({ channel });
const theMessage = z.strictObject({ message });
const theCall = z.strictObject({ callId: z.string() });
const thePeer = z.strictObject({ userId: userIdSchema });
const theId = z.strictObject({ channelId: roomIdSchema });
const page = z.strictObject({ messages: z.array(message), hasMore: z.boolean() });

export const results: Readonly<Record<string, Result>> = {
  auth: {
    summary: 'Authenticates the socket, or renews its token',
    result: z.strictObject({ userId: z.string() }),
  },
  'channel-create': {
    summary: 'Makes a channel, or finds the direct one',
    result: theChannel.extend({ created: z.boolean() }),
  },
  'channels-list': {
    summary: 'Channels of the caller, newest activity first',
    result: z.strictObject({ channels: z.array(channel), hasMore: z.boolean() }),
  },
  'channel-get': { summary: 'One channel', result: theChannel },
  'channel-update': { summary: 'Gives a channel another title', result: theChannel },
  'channel-delete': { summary: 'Deletes a channel for everybody', result: theId },
  'channel-clear': { summary: 'Clears the own view of a channel', result: theChannel },
  'channel-mute': { summary: 'Mutes a channel for oneself', result: theChannel },
  'members-add': {
    summary: 'Adds people to a channel',
    result: theChannel.extend({ added: z.array(userIdSchema) }),
  },
  'members-remove': {
    summary: 'Takes people out of a channel',
    result: theId.extend({ removed: z.array(userIdSchema) }),
  },
  'member-role': { summary: 'Changes the role of a member', result: theChannel },
  'channel-leave': { summary: 'Leaves a channel', result: theId },
  'message-send': { summary: 'Posts a message', result: theMessage },
  'message-edit': { summary: 'Changes the text of a message', result: theMessage },
  'message-delete': { summary: 'Deletes a message', result: theMessage },
  'message-react': { summary: 'Puts or takes back a reaction', result: theMessage },
  'messages-history': { summary: 'Messages of a channel', result: page },
  'messages-search': { summary: 'Finds messages by their words', result: page.pick({ messages: true }) },
  'channel-read': {
    summary: 'Marks messages as read',
    result: theId.extend({ readSeq: counterSchema, unread: counterSchema }),
  },
  sync: {
    summary: 'What was missed since the revs that are named',
    result: z.strictObject({
      channels: z.array(changes),
      joined: z.array(channel),
      left: z.array(roomIdSchema),
    }),
  },
  typing: { summary: 'Says that one is typing', result: theId.extend({ on: z.boolean() }) },
  visibility: {
    summary: 'Shows or hides the own presence',
    result: z.strictObject({ visible: z.boolean() }),
  },
  'presence-subscribe': {
    summary: 'Watches whether people are online',
    result: z.strictObject({ presence: z.array(presence) }),
  },
  'users-search': { summary: 'Finds people', result: z.strictObject({ users: z.array(user) }) },
  'call-start': { summary: 'Calls somebody', result: theCall },
  'call-answer': { summary: 'Takes a call', result: theCall },
  'call-ice': { summary: 'Passes an ICE candidate to the other end', result: thePeer },
  'call-end': { summary: 'Ends or declines a call', result: thePeer },
};
