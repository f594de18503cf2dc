import { type Actor, ChatError, type UseCases } from '@crosstalk/domain';
import { headerOf, type RestRequest } from './exchange.js';

const BEARER = /^bearer +([\w.~+/=-]+)$/i;

/** Who asks, by the bearer token (RFC 6750). @throws ChatError `unauthenticated` */
export async function authenticateRequest(request: RestRequest, useCases: UseCases): Promise<Actor> {
  const header = headerOf(request, 'authorization');
  if (header === null)
    throw new ChatError('unauthenticated', 'This needs an access token: Authorization: Bearer ….');
  const token = BEARER.exec(header)?.[1];
  if (token === undefined)
    throw new ChatError('unauthenticated', 'The Authorization header holds no bearer token.');
  const { actor } = await useCases.authenticate(token);
  return actor;
}
