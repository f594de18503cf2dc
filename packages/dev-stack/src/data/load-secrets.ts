import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { StackError } from '../stack-error.js';

const SECRET_BYTES = 32;
const NAMES = ['JWT_SECRET', 'FILE_URL_SECRET'] as const;

export type Secrets = Record<(typeof NAMES)[number], string>;

/**
 * The secrets of this clone: made at first start, kept in a file that only its owner may read.
 *
 * @throws StackError when the file is there but cannot be understood.
 */
export async function loadSecrets(path: string): Promise<Secrets> {
  const fresh = Object.fromEntries(NAMES.map((name) => [name, newSecret()]));
  try {
    await writeFile(path, `${JSON.stringify(fresh, null, 2)}\n`, { flag: 'wx', mode: 0o600 });
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code !== 'EEXIST') throw failure;
  }
  const kept = parse(await readFile(path, 'utf8'));
  if (!isSecrets(kept)) {
    throw new StackError(`${path} is damaged.`, [`delete it: new secrets are made and people sign in again`]);
  }
  return kept;
}

function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isSecrets(value: unknown): value is Secrets {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  return NAMES.every((name) => typeof fields.get(name) === 'string');
}
