/** @module Whole answers: what a use case gave, presented with one read of presence. */
import type { MessageView, RoomForMember, SignedIn, User } from '@crosstalk/domain';
import type { BearerContext, RouteResult } from '../http/route.js';
import { peopleOf, presenceOf } from './presence-of.js';
import { presentMessage } from './present-message.js';
import { presentRoom } from './present-room.js';
import { presentSelf, presentUser } from './present-user.js';

/** The status of a resource that was made or was there. */
export const madeOrThere = (made: boolean): number => (made ? 201 : 200);

export async function roomAnswer(
  room: RoomForMember,
  context: BearerContext,
  status = 200,
): Promise<RouteResult> {
  const presence = await presenceOf(peopleOf([room]), context);
  return { status, json: presentRoom(room, { links: context.links, presence }) };
}

export async function roomsOf(rooms: readonly RoomForMember[], context: BearerContext) {
  const presence = await presenceOf(peopleOf(rooms), context);
  return rooms.map((room) => presentRoom(room, { links: context.links, presence }));
}

export async function messagesOf(messages: readonly MessageView[], context: BearerContext) {
  const presence = await presenceOf(
    messages.map(({ authorId }) => authorId),
    context,
  );
  return messages.map((message) => presentMessage(message, { links: context.links, presence }));
}

export async function usersOf(users: readonly User[], context: BearerContext) {
  const presence = await presenceOf(
    users.map(({ id }) => id),
    context,
  );
  return users.map((user) => presentUser(user, presence));
}

export async function selfAnswer(user: User, context: BearerContext): Promise<RouteResult> {
  return { status: 200, json: presentSelf(user, await presenceOf([user.id], context)) };
}

/** Tokens; without a look at presence, because who signs in is no actor yet. */
export function sessionAnswer(session: SignedIn, status: number): RouteResult {
  const json = {
    user: presentSelf(session.user, new Map()),
    access_token: session.accessToken,
    refresh_token: session.refreshToken,
    expires_in: session.expiresInSeconds,
  };
  return { status, json };
}
