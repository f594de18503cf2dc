import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

export interface DoctorOptions {
  readonly url: URL;
  /** Operations ports of nodes, for who may reach them. */
  readonly ops: readonly URL[];
  /** Access tokens of the two people who talk; without two nobody does. */
  readonly tokens: readonly string[];
  /** Origin of the pages that are to be let in. */
  readonly origin: string;
  /** Certificates of an authority of one's own, PEM. */
  readonly ca?: string | undefined;
  /** How long quiet connections are held, in seconds; 0: not at all. */
  readonly idleSeconds: number;
  /** Ports of the host at which no operations port may answer; null: the usual ones, unless the host is this machine. */
  readonly opsPorts: readonly number[] | null;
  readonly json: boolean;
}

/** What is wrong with the words of the command line, with the usage. */
export class UsageError extends Error {}

export const USAGE = `npm run doctor -- --url https://chat.example.com [--quick] [--json]
  --url URL          where clients reach the deployment
  --quick            does not hold quiet connections
  --idle-seconds N   how long quiet connections are held (65)
  --origin ORIGIN    of the pages that use it (default: that of the URL)
  --token TOKEN      access token; comes twice, of two test accounts, which then talk in a channel that is removed again
  --ops URL          operations port of a node, for who can reach it; may come several times
  --ops-ports LIST   ports of the host that strangers must not reach (9000,9001,9100)
  --ca FILE          certificate of an authority of your own
  --json             findings as JSON`;

const IDLE_SECONDS = '65';

/** Reads the words behind \`npm run doctor --\`. @throws UsageError */
export function doctorOptions(words: readonly string[]): DoctorOptions {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        url: { type: 'string' },
        quick: { type: 'boolean', default: false },
        'idle-seconds': { type: 'string', default: IDLE_SECONDS },
        origin: { type: 'string' },
        token: { type: 'string', multiple: true, default: [] },
        ops: { type: 'string', multiple: true, default: [] },
        'ops-ports': { type: 'string' },
        ca: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const url = httpUrl('--url', values.url ?? '');
    return {
      url,
      ops: values.ops.map((each) => httpUrl('--ops', each)),
      tokens: values.token,
      origin: values.origin ?? url.origin,
      ca: values.ca === undefined ? undefined : readFileSync(values.ca, 'utf8'),
      idleSeconds: values.quick ? 0 : wholeNumber('--idle-seconds', values['idle-seconds']),
      opsPorts: values['ops-ports']?.split(',').map((port) => wholeNumber('--ops-ports', port)) ?? null,
      json: values.json,
    };
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}

function httpUrl(name: string, text: string): URL {
  if (!/^https?:\/\/./.test(text) || !URL.canParse(text))
    throw new Error(`${name} must be a URL with http or https`);
  return new URL(text);
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,5}$/.test(text.trim())) throw new Error(`${name} must be of whole numbers`);
  return Number(text);
}
