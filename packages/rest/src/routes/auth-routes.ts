import { tokenSchema } from '@crosstalk/dialect-kit';
import { z } from 'zod';
import { publicRoute, type Route } from '../http/route.js';
import { sessionAnswer } from '../present/answers.js';
import { sessionSchema } from '../schema/answer-schemas.js';
import { fieldText, nameFields } from '../schema/profile-schemas.js';

const refreshTokenBody = z.object({ refresh_token: tokenSchema });

const register: Route = publicRoute({
  method: 'POST',
  path: '/auth/register',
  summary: 'Makes an account and signs in.',
  useCase: 'registerUser',
  body: z.object({ email: fieldText, password: fieldText, first_name: fieldText, ...nameFields }),
  answers: { 201: sessionSchema },
  async run({ body }, { useCases, address }) {
    const { first_name: firstName, last_name: lastName, middle_name: middleName, ...rest } = body;
    return sessionAnswer(
      await useCases.registerUser({ ...rest, firstName, lastName, middleName }, { address }),
      201,
    );
  },
});

const logIn: Route = publicRoute({
  method: 'POST',
  path: '/auth/login',
  summary: 'Signs in with e-mail address and password.',
  useCase: 'logIn',
  body: z.object({ email: fieldText, password: fieldText }),
  answers: { 200: sessionSchema },
  run: async ({ body }, { useCases, address }) => sessionAnswer(await useCases.logIn(body, { address }), 200),
});

const refresh: Route = publicRoute({
  method: 'POST',
  path: '/auth/refresh',
  summary: 'New tokens for a refresh token, which is used up by it; a second use ends the session.',
  useCase: 'refreshSession',
  body: refreshTokenBody,
  answers: { 200: sessionSchema },
  run: async ({ body }, { useCases }) =>
    sessionAnswer(await useCases.refreshSession(body.refresh_token), 200),
});

const logOut: Route = publicRoute({
  method: 'POST',
  path: '/auth/logout',
  summary: 'Ends the session that the refresh token belongs to.',
  useCase: 'logOut',
  body: refreshTokenBody,
  answers: { 204: 'empty' },
  async run({ body }, { useCases }) {
    await useCases.logOut(body.refresh_token);
    return { status: 204 };
  },
});

export const authRoutes: readonly Route[] = [register, logIn, refresh, logOut];
