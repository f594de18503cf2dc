import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Attachment, CreatedRoom, FileId, Message } from '@crosstalk/domain';
import {
  type FileJobPorts,
  type FileToExamine,
  openWorkFolders,
  type QueuedJob,
  type QueueName,
} from '@crosstalk/jobs';
import {
  createMemoryPorts,
  draftIn,
  fileDraft,
  groupOf,
  NO_LIMIT,
  newUserIds,
  present,
} from '@crosstalk/testing';
import { Recorder } from './recorder.js';

/** The ports of the file job over memory and a real folder. What is a film says its first byte; `examine` may be replaced. */
export class FileJobWorld {
  readonly memory = createMemoryPorts();
  readonly recorder = new Recorder();
  readonly told: string[] = [];
  readonly changedRooms: number[] = [];
  readonly enqueued: { queue: QueueName; job: QueuedJob<object> }[] = [];
  /** Content of each file that was examined. */
  readonly examined: string[] = [];
  examine: (file: FileToExamine) => ReturnType<FileJobPorts['media']['examine']> = async () => READY;
  readonly folder: string;
  readonly ports: FileJobPorts;

  private constructor(folder: string, folders: FileJobPorts['folders']) {
    this.folder = folder;
    this.ports = {
      files: this.memory.files,
      messages: this.memory.messages,
      folders,
      observer: this.recorder,
      media: {
        typeOf: async (path) => ((await readFile(path))[0] === FILM[0] ? 'video/mp4' : 'image/png'),
        examine: async (file) => {
          this.examined.push(await readFile(file.path, 'utf8'));
          return this.examine(file);
        },
      },
      publishTip: async (roomId, rev) => void this.told.push(`${roomId}@${rev}`),
      roomChanged: (roomId) => void this.changedRooms.push(roomId),
      enqueue: async (queue, jobs) => void this.enqueued.push(...jobs.map((job) => ({ queue, job }))),
      now: () => this.memory.clock.now(),
    };
  }

  static async open(): Promise<FileJobWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'crosstalk-jobs-'));
    return new FileJobWorld(folder, await openWorkFolders(folder));
  }

  upload(bytes: string, contentType = 'image/png'): Promise<Attachment> {
    return this.memory.files.put(fileDraft({ contentType }), [Buffer.from(bytes)], NO_LIMIT);
  }

  room(): Promise<CreatedRoom> {
    return this.memory.rooms.create(groupOf(newUserIds(2)));
  }

  /** A message that carries the files. */
  async post({ room, members }: CreatedRoom, ...fileIds: readonly FileId[]): Promise<Message> {
    const draft = draftIn(room.id, present(members[0]).userId, { fileIds });
    const appended = await this.memory.messages.append(draft, { stateRev: room.stateRev });
    if (appended.outcome !== 'stored') throw new Error(appended.outcome);
    return appended.message;
  }

  async file(id: FileId): Promise<Attachment> {
    return present((await this.memory.files.findMany([id]))[0]);
  }

  /** Everything below the work folder. */
  async leftovers(): Promise<readonly string[]> {
    const [own = ''] = await readdir(this.folder);
    return readdir(join(this.folder, own));
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** What a film begins with. */
export const FILM = Buffer.from('film');

export const READY = {
  status: 'ready',
  contentType: 'image/png',
  width: 3,
  height: 2,
  durationSeconds: null,
  placeholder: null,
} as const;
