import type { DoctorOptions } from './options.js';

/** The deployment that is looked at. */
export interface Target {
  readonly options: DoctorOptions;
  readonly url: URL;
  readonly isTls: boolean;
  /** It is on this very machine: what only strangers must not reach cannot be told. */
  readonly isLocal: boolean;
  /** Longest wait for an answer, in milliseconds. */
  readonly patienceMs: number;
}

const PATIENCE_MS = 10_000;
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

export function targetOf(options: DoctorOptions): Target {
  const { url } = options;
  return {
    options,
    url,
    isTls: url.protocol === 'https:',
    isLocal: LOOPBACK.test(url.hostname),
    patienceMs: PATIENCE_MS,
  };
}

/** The path on the deployment, which may live below a folder of its host. */
export function pathOn({ url }: Target, path: string): string {
  return `${url.pathname.replace(/\/$/, '')}${path}`;
}

/** TLS that is not trusted is one finding; it must not hide the others. */
export function tlsOptions({ options, url }: Target): {
  rejectUnauthorized: boolean;
  servername?: string;
  ca?: string;
} {
  const isName = !/^[\d.]+$|^\[/.test(url.hostname);
  return {
    rejectUnauthorized: false,
    ...(isName ? { servername: url.hostname } : {}),
    ...(options.ca === undefined ? {} : { ca: options.ca }),
  };
}
