import { parseArgs } from 'node:util';

export const PROFILES = ['smoke', 'steady', 'spike', 'soak'] as const;
export type ProfileName = (typeof PROFILES)[number];

export interface LoadOptions {
  readonly profile: ProfileName;
  /** Times the arrivals, the rooms and the people of the profile. */
  readonly scale: number;
  /** Times the length of every phase. */
  readonly stretch: number;
  readonly nodes: number;
  /** The built-in front door instead of HAProxy. */
  readonly frontDoor: boolean;
  /** A deployment that is running; undefined: a cluster is started. */
  readonly target: string | undefined;
  /** Operations ports of the nodes of the target. */
  readonly ops: readonly string[];
  /** Empty: nobody speaks `fsego`. */
  readonly chatKey: string;
  readonly tokens: string;
  /** The threshold of the latency is told and not enforced. */
  readonly reportLatency: boolean;
  readonly out: string;
  /** Where Artillery is installed; `npm run load` adds it. */
  readonly artillery: string;
  readonly help: boolean;
}

export const USAGE = `npm run load -- [--profile ${PROFILES.join('|')}]
  --profile P      what is done (smoke)
  --scale F        times arrivals, rooms and people (1)
  --stretch F      times the length of each phase (1)
  --nodes N        gateways of the cluster that is started (2)
  --front-door     the front door of npm start instead of HAProxy
  --target URL     a deployment that runs; then no cluster is started
  --ops URL        operations port of one of its nodes, for the table of the servers; may be repeated
  --tokens FILE    access tokens of people of the target, one a line, instead of registering
  --chat-key KEY   of the people of the host site (dev-chat-key); none: leave fsego out
  --report-latency tell the latency, do not let it decide
  --out FOLDER     of the reports (.data/load)`;

/** @throws TypeError that says what is wrong with the arguments */
export function loadOptions(words: readonly string[]): LoadOptions {
  const { values } = parseArgs({
    args: [...words],
    options: {
      profile: { type: 'string', default: 'smoke' },
      scale: { type: 'string', default: '1' },
      stretch: { type: 'string', default: '1' },
      nodes: { type: 'string', default: '2' },
      'front-door': { type: 'boolean', default: false },
      target: { type: 'string' },
      ops: { type: 'string', multiple: true, default: [] },
      'chat-key': { type: 'string', default: 'dev-chat-key' },
      tokens: { type: 'string', default: '' },
      'report-latency': { type: 'boolean', default: false },
      out: { type: 'string', default: '' },
      artillery: { type: 'string', default: '' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const profile = PROFILES.find((name) => name === values.profile);
  if (!profile) throw new TypeError(`There is no profile "${values.profile}".`);
  const nodes = above(values.nodes, '--nodes', 4);
  if (!Number.isInteger(nodes)) throw new TypeError('--nodes takes a whole number.');
  return {
    profile,
    scale: above(values.scale, '--scale', 1_000),
    stretch: above(values.stretch, '--stretch', 1_000),
    nodes,
    frontDoor: values['front-door'],
    target: values.target === undefined ? undefined : urlOf(values.target),
    ops: values.ops.map(urlOf),
    chatKey: values['chat-key'] === 'none' ? '' : values['chat-key'],
    tokens: values.tokens,
    reportLatency: values['report-latency'],
    out: values.out,
    artillery: values.artillery,
    help: values.help,
  };
}

function above(text: string, option: string, most: number): number {
  const number = Number(text);
  if (number > 0 && number <= most) return number;
  throw new TypeError(`${option} takes a number above 0, at most ${most}.`);
}

function urlOf(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text.replace(/\/+$/, '');
  throw new TypeError(`${text} is no http or https URL.`);
}
