import type { Member, MemberId, RoomId } from '@crosstalk/domain';
import type { JobContext } from '../queue/start-worker.js';
import type { NoticesPayload } from './notice-jobs.js';
import type { NoticePorts } from './notice-ports.js';
import { type RoomNews, tellMembers } from './tell-members.js';
import { isNews } from './unread-news.js';

/** Messages that are looked at for mentions; of more, only the newest. */
const MAX_NEWS = 200;
/** Members of one round of queries. */
const PAGE = 500;

/** How far a run got that was cut off. */
interface Place {
  readonly upTo: number;
  readonly after: MemberId;
}

/**
 * Hands what is new in the room over to the channels of its offline members. Cut off, it goes on where it was: the part in hand is handed over
 * once more, under the same ids.
 * @throws what a port throws; the room counts as not notified then
 */
export async function runNotices(
  ports: NoticePorts,
  { roomId }: NoticesPayload,
  context: Pick<JobContext, 'saved' | 'save'>,
): Promise<void> {
  const place = placeOf(context.saved);
  await tellNews(ports, roomId, { place, save: context.save });
  // What came since that run began asked for a job, and was told that one waits: this one.
  if (place !== null) await tellNews(ports, roomId, { place: null, save: context.save });
}

interface Progress {
  readonly place: Place | null;
  save(place: Place): Promise<void>;
}

async function tellNews(ports: NoticePorts, roomId: RoomId, { place, save }: Progress): Promise<void> {
  const [room, notified] = await Promise.all([ports.rooms.find(roomId), ports.notices.notifiedSeq(roomId)]);
  if (room === null || notified === null) return;
  const page = await ports.messages.page(roomId, {
    limit: MAX_NEWS,
    clearedSeq: notified,
    ...(place !== null && { before: place.upTo + 1 }),
  });
  const upTo = page.at(-1)?.seq;
  if (upTo === undefined) return;
  const messages = page.filter((message) => isNews(message, ports.now()));
  if (messages.length > 0) {
    const webhookIds = await ports.webhooks.activeFor(room.tenant, 'message.posted');
    await tellAll(ports, { room, upTo, messages, webhookIds }, { place, save });
  }
  await ports.notices.finish(roomId, upTo);
}

async function tellAll(ports: NoticePorts, news: RoomNews, { place, save }: Progress): Promise<void> {
  const { upTo } = news;
  let after = place?.after ?? (0 as MemberId);
  for (;;) {
    const page: readonly Member[] = await ports.notices.unreadMembers(news.room.id, {
      seq: upTo,
      after,
      limit: PAGE,
    });
    await tellMembers(ports, news, { members: page, after });
    const last = page.at(-1)?.id;
    if (last === undefined || page.length < PAGE) return;
    after = last;
    await save({ upTo, after });
  }
}

function placeOf(saved: unknown): Place | null {
  const { upTo, after } = (saved ?? {}) as Partial<Place>;
  return typeof upTo === 'number' && typeof after === 'number' ? { upTo, after } : null;
}
