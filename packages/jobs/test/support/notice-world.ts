import type { Message, MessageDraft, Room, RoomId, UserId } from '@crosstalk/domain';
import type { NoticePorts, QueuedJob, QueueName, SendOutcome } from '@crosstalk/jobs';
import { createMemoryPorts, draftIn, groupOf, personNamed, present } from '@crosstalk/testing';

type Sent = Readonly<Record<string, unknown>>;

/** Ports of notifications over memory stores, with channels that only remember. */
export function createNoticeWorld() {
  const ports = createMemoryPorts();
  const notified = new Map<RoomId, number>();
  const jobs: { queue: QueueName; job: QueuedJob<object> }[] = [];
  const sent: Record<'push' | 'webhook' | 'mail', Sent[]> = { push: [], webhook: [], mail: [] };
  const counts: string[] = [];
  const next: SendOutcome[] = [];
  const channel = (name: keyof typeof sent) => async (message: object) => {
    sent[name].push({ ...message });
    return next.shift() ?? ({ outcome: 'sent' } as const);
  };
  const notice: NoticePorts = {
    ...ports,
    notices: {
      notifiedSeq: async (roomId) => (ports.world.rooms.has(roomId) ? (notified.get(roomId) ?? 0) : null),
      unreadMembers: async (roomId, { seq, after, limit }) =>
        ports.world
          .membersOf(roomId)
          .filter(({ id, readSeq }) => id > after && readSeq < seq)
          .slice(0, limit),
      finish: async (roomId, seq) => {
        notified.set(roomId, Math.max(seq, notified.get(roomId) ?? 0));
      },
    },
    channels: { push: channel('push'), webhook: channel('webhook'), mail: channel('mail') },
    settings: { pushShowText: false, digestMs: 3_600_000 },
    noticed: (name, outcome) => counts.push(`${name} ${outcome}`),
    enqueue: async (queue, added) => void jobs.push(...added.map((job) => ({ queue, job }))),
    now: () => ports.clock.now(),
  };
  return {
    ports,
    notice,
    jobs,
    sent,
    /** Outcomes of the next things that are sent. */
    next,
    counts,
    notified,
    context: {
      signal: new AbortController().signal,
      lastAttempt: false,
      saved: undefined as unknown,
      save: async () => undefined,
    },
    person: async (name: string, email: string | null = null): Promise<UserId> =>
      present(await ports.users.create(personNamed(name, { email }))).id,
    room: async (users: readonly UserId[], changes = {}): Promise<Room> =>
      (await ports.rooms.create(groupOf(users, changes))).room,
    post: async (room: Room, authorId: UserId, changes: Partial<MessageDraft> = {}): Promise<Message> => {
      const draft = draftIn(room.id, authorId, { createdAt: ports.clock.now(), ...changes });
      const appended = await ports.messages.append(draft, { stateRev: room.stateRev });
      if (appended.outcome !== 'stored') throw new Error('The message was not stored.');
      return appended.message;
    },
    subscribe: async (userId: UserId): Promise<string> => {
      const endpoint = `https://push.example.com/${userId}/${Math.random()}`;
      const keys = { p256dh: 'point', auth: 'secret' };
      await ports.pushSubscriptions.put({ userId, endpoint, keys, at: 1 }, 20);
      return present((await ports.pushSubscriptions.ofUsers([userId])).at(-1)).id;
    },
    /** Payloads that were put into the queue. */
    queued: (queue: QueueName): readonly Sent[] =>
      jobs.filter((each) => each.queue === queue).map(({ job }) => job.data as Sent),
  };
}

export type NoticeWorld = ReturnType<typeof createNoticeWorld>;
