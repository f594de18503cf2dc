import type {
  EpochMs,
  MembersChanged,
  MessageId,
  MessageView,
  RoomId,
  RoomView,
  SequencedEvent,
  TenantId,
  User,
  UserId,
} from '@crosstalk/domain';

const AT: EpochMs = 1_700_000_000_000;
const TENANT = 'default' as TenantId;

export const userId = (id: number): UserId => id as UserId;
export const roomId = (id: number): RoomId => id as RoomId;

function buildUser(id: UserId): User {
  return {
    id,
    tenant: TENANT,
    externalId: null,
    email: null,
    firstName: `User ${id}`,
    lastName: null,
    middleName: null,
    phone: null,
    photo: null,
    createdAt: AT,
    lastSeen: null,
  };
}

export interface ChangeSpec {
  readonly type: SequencedEvent['type'];
  readonly roomId: RoomId;
  readonly seq: number;
  readonly rev: number;
  readonly stateRev: number;
}

/** A change to the message with that seq; ids follow from room and seq. */
export function buildChange({ type, roomId, seq, rev, stateRev }: ChangeSpec): SequencedEvent {
  const author = buildUser(userId(1));
  const message: MessageView = {
    id: (roomId * 100_000 + seq) as MessageId,
    roomId,
    seq,
    rev,
    authorId: author.id,
    author,
    authorRole: 'member',
    text: `message ${seq}`,
    mentions: [],
    reactions: [],
    attachments: [],
    replyTo: null,
    preview: null,
    clientId: null,
    createdAt: AT,
    editedAt: null,
    deletedAt: null,
  };
  const base = { roomId, rev, stateRev, message };
  return type === 'message.deleted' ? { ...base, type, actorId: author.id } : { ...base, type };
}

export function buildRoom(id: RoomId, stateRev: number): RoomView {
  return {
    id,
    tenant: TENANT,
    type: 'group',
    title: 'A room',
    projectId: null,
    ownerId: null,
    memberCount: 2,
    seq: 0,
    rev: 0,
    stateRev,
    retentionDays: null,
    createdAt: AT,
    updatedAt: AT,
    members: [],
    lastMessage: null,
  };
}

export function buildRemoval(room: RoomId, stateRev: number, removed: readonly UserId[]): MembersChanged {
  return {
    type: 'members.changed',
    roomId: room,
    room: buildRoom(room, stateRev),
    added: [],
    removed,
    roles: [],
    actorId: userId(1),
  };
}
