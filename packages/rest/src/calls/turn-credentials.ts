import { createHmac } from 'node:crypto';
import type { Clock, UserId } from '@crosstalk/domain';
import type { RestValues } from '../rest-settings.js';

export interface IceServer {
  readonly urls: readonly string[];
  readonly username?: string;
  readonly credential?: string;
}

/**
 * ICE servers for one person. TURN credentials are made on the spot and checked by the TURN server with the shared secret (the
 * "TURN REST API" scheme, draft-uberti-behave-turn-rest-00, which prescribes HMAC-SHA1), so nothing is stored or announced.
 */
export function iceServersFor(userId: UserId, settings: RestValues, clock: Clock): readonly IceServer[] {
  const { stunUrls = [], turnUrls = [], turnSecret, turnTtlSeconds } = settings;
  const servers: IceServer[] = stunUrls.length > 0 ? [{ urls: stunUrls }] : [];
  if (turnUrls.length > 0 && turnSecret) {
    const username = `${Math.floor(clock.now() / 1000) + turnTtlSeconds}:${userId}`;
    const credential = createHmac('sha1', turnSecret).update(username).digest('base64');
    servers.push({ urls: turnUrls, username, credential });
  }
  return servers;
}
