import { titleSchema, usersSchema } from '@crosstalk/dialect-kit';
import { z } from 'zod';
import { bearerRoute, type Route } from '../http/route.js';
import { madeOrThere, roomAnswer } from '../present/answers.js';
import { roomSchema } from '../schema/answer-schemas.js';
import { memberPath, projectPath } from '../schema/path-schemas.js';

const addMember: Route = bearerRoute({
  method: 'PUT',
  path: '/rooms/:id/members/:userId',
  summary: 'Makes the person a member; one who is already stays as they are.',
  useCase: 'addMembers',
  params: memberPath,
  answers: { 200: roomSchema },
  async run({ params: { id: roomId, userId } }, context) {
    return roomAnswer(await context.useCases.addMembers(context.actor, { roomId, users: [userId] }), context);
  },
});

const removeMember: Route = bearerRoute({
  method: 'DELETE',
  path: '/rooms/:id/members/:userId',
  summary: 'Removes the person; oneself: leaves the room.',
  useCase: 'removeMembers',
  params: memberPath,
  answers: { 204: 'empty' },
  async run({ params: { id: roomId, userId } }, { useCases, actor }) {
    if (userId === actor.userId) await useCases.leaveRoom(actor, roomId);
    else await useCases.removeMembers(actor, { roomId, users: [userId] });
    return { status: 204 };
  },
});

const putProjectMembers: Route = bearerRoute({
  method: 'PUT',
  path: '/projects/:projectId/members',
  summary: 'Makes the room of a project, or gives it exactly these members.',
  useCase: 'putProjectRoom',
  params: projectPath,
  body: z.object({ users: usersSchema, title: titleSchema.optional() }),
  answers: { 201: roomSchema, 200: roomSchema },
  async run({ params, body }, context) {
    const room = await context.useCases.putProjectRoom(context.actor, { ...params, ...body });
    return roomAnswer(room, context, madeOrThere(room.created));
  },
});

export const memberRoutes: readonly Route[] = [addMember, removeMember, putProjectMembers];
