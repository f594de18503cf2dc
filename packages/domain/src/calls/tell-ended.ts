import type { Domain } from '../domain.js';
import { userChannel } from '../events/channel.js';
import type { CallEndReason } from '../events/domain-event.js';
import { callNotice } from './call-notice.js';

type Parties = Parameters<typeof callNotice>[1];

/** Tells one person's connections that the call is over. */
export async function tellEnded(domain: Domain, parties: Parties, reason: CallEndReason): Promise<void> {
  const notice = await callNotice(domain, parties);
  domain.events.publish(userChannel(parties.userId), { type: 'call.ended', reason, ...notice });
}
