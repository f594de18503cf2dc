import { otherVersion } from '../data/mongo-version-stamp.js';
import { StackError } from '../stack-error.js';

export interface MongoEnd {
  readonly folder: string;
  readonly port: number;
  /** The end of its log. */
  readonly text: string;
  readonly exitCode: number | null;
  readonly version: string;
}

/** Exit codes of mongod: "needs another version" and "address in use". */
const OTHER_VERSION = 62;
const NET_ERROR = 48;

const FRESH = 'npm start -- --fresh starts over with empty data';

/** Why mongod ended at its start, where its log says so. */
export function explainMongoEnd(end: MongoEnd): StackError | undefined {
  const says = (pattern: RegExp) => pattern.test(end.text);
  if (says(/DBPathInUse|Unable to lock the lock file/)) {
    return new StackError(`${end.folder} is in use by another mongod.`, [
      'end that mongod; it may be left from a run that was killed',
      FRESH,
    ]);
  }
  if (end.exitCode === NET_ERROR || says(/Address already in use/)) {
    return new StackError(`Port ${end.port} is in use; mongod cannot listen on it.`, ['start again']);
  }
  if (
    end.exitCode === OTHER_VERSION ||
    says(/featureCompatibilityVersion|unsupported WiredTiger file version/)
  ) {
    return otherVersion(end.folder, 'of another version', end.version);
  }
  if (says(/No space left on device/)) {
    return new StackError(`The disk of ${end.folder} is full.`, ['make room', FRESH]);
  }
  if (says(/WT_ERROR|WT_TRY_SALVAGE|corrupt|WiredTiger error|Detected unclean shutdown.*fail/i)) {
    return new StackError(`The data in ${end.folder} is damaged.`, [
      FRESH,
      `to try to save it: copy the folder, then mongod --dbpath ${end.folder} --repair`,
    ]);
  }
  return undefined;
}
