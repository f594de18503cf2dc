import { z } from 'zod';
import { bearerRoute, type Route } from '../http/route.js';
import { selfAnswer, usersOf } from '../present/answers.js';
import { presenceOf } from '../present/presence-of.js';
import { presentSelf, presentUser } from '../present/present-user.js';
import { userListSchema, userSchema } from '../schema/answer-schemas.js';
import { userPath } from '../schema/path-schemas.js';
import { fieldText, nameFields } from '../schema/profile-schemas.js';

const getMe: Route = bearerRoute({
  method: 'GET',
  path: '/me',
  summary: 'The caller’s own profile.',
  useCase: 'getMe',
  answers: { 200: userSchema },
  run: async (_, context) => selfAnswer(await context.useCases.getMe(context.actor), context),
});

const updateMe: Route = bearerRoute({
  method: 'PATCH',
  path: '/me',
  summary: 'Changes the fields that are given.',
  useCase: 'updateMe',
  body: z.object({ first_name: fieldText.optional(), ...nameFields }),
  answers: { 200: userSchema },
  async run({ body }, context) {
    const { first_name: firstName, last_name: lastName, middle_name: middleName, phone, photo } = body;
    const named = { firstName, lastName, middleName, phone, photo };
    const changes = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
    return selfAnswer(await context.useCases.updateMe(context.actor, changes), context);
  },
});

const searchUsers: Route = bearerRoute({
  method: 'GET',
  path: '/users',
  summary: 'People whose names begin with the words, or who have exactly this e-mail address.',
  useCase: 'searchUsers',
  query: z.object({ q: fieldText }),
  answers: { 200: userListSchema },
  async run({ query }, context) {
    const users = await context.useCases.searchUsers(context.actor, query.q);
    return { status: 200, json: { items: await usersOf(users, context), next: null } };
  },
});

const getUser: Route = bearerRoute({
  method: 'GET',
  path: '/users/:id',
  summary: 'One person.',
  useCase: 'getUser',
  params: userPath,
  answers: { 200: userSchema },
  async run({ params }, context) {
    const user = await context.useCases.getUser(context.actor, params.id);
    const present = user.id === context.actor.userId ? presentSelf : presentUser;
    return { status: 200, json: present(user, await presenceOf([user.id], context)) };
  },
});

export const userRoutes: readonly Route[] = [getMe, updateMe, searchUsers, getUser];
