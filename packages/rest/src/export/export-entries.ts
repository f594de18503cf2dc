import { fileName, type Message, type PersonalExport, type User } from '@crosstalk/domain';
import { isoTime } from '../present/iso-time.js';
import type { ZipEntry } from './zipped.js';

/** The files of an export, one after the other. */
export async function* exportEntries(
  { profile, rooms, messages, files }: PersonalExport,
  at: Date,
): AsyncGenerator<ZipEntry> {
  yield { path: 'profile.json', at, compress: true, bytes: lines([wireProfile(profile)]) };
  yield { path: 'rooms.jsonl', at, compress: true, bytes: lines(rooms, wireRoom) };
  yield { path: 'messages.jsonl', at, compress: true, bytes: lines(messages, wireMessage) };
  for await (const { file, content } of files) {
    if (content === null) continue;
    const path = `files/${file.id}-${fileName(file.name)}`;
    yield { path, at: new Date(file.createdAt), compress: false, bytes: content.read() };
  }
}

async function* lines<T>(
  items: AsyncIterable<T> | Iterable<T>,
  wire: (item: T) => object = (item) => item as object,
): AsyncGenerator<Uint8Array> {
  for await (const item of items) yield Buffer.from(`${JSON.stringify(wire(item))}\n`);
}

function wireProfile(user: User): object {
  return {
    id: user.id,
    external_id: user.externalId,
    email: user.email,
    first_name: user.firstName,
    last_name: user.lastName,
    middle_name: user.middleName,
    phone: user.phone,
    photo: user.photo,
    created_at: isoTime(user.createdAt),
    last_seen: isoTime(user.lastSeen),
  };
}

type Place = PersonalExport['rooms'] extends AsyncIterable<infer T> ? T : never;

function wireRoom({ room, member }: Place): object {
  return {
    id: room.id,
    type: room.type,
    title: room.title,
    project_id: room.projectId,
    role: member.role,
    read_seq: member.readSeq,
    muted: member.muted,
    joined_at: isoTime(member.joinedAt),
  };
}

function wireMessage(message: Message): object {
  return {
    id: message.id,
    room_id: message.roomId,
    seq: message.seq,
    text: message.text,
    file_ids: message.fileIds,
    reply_to: message.replyToId,
    mentions: message.mentions,
    created_at: isoTime(message.createdAt),
    edited_at: isoTime(message.editedAt),
  };
}
