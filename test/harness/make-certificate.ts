import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Certificate {
  /** File with certificate and key, as HAProxy wants it; anybody may read it. */
  readonly path: string;
  /** Who signed it, for clients, as PEM. */
  readonly ca: string;
  remove(): void;
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
const NAMES = 'subjectAltName=DNS:localhost,IP:127.0.0.1';

/** A certificate for this machine, good for a day, by an authority of its own. @param openssl path of the program */
export function makeCertificate(openssl: string): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'crosstalk-certificate-'));
  chmodSync(folder, 0o755);
  const run = (...args: string[]): void =>
    void execFileSync(openssl, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  const authority = ['-x509', '-days', '1', '-subj', '/CN=Crosstalk test authority'];
  run('req', ...authority, ...NEW_KEY, '-keyout', 'ca.key', '-out', 'ca.crt');
  run('req', ...NEW_KEY, '-subj', '/CN=localhost', '-addext', NAMES, '-keyout', 'a.key', '-out', 'a.csr');
  const signed = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-copy_extensions', 'copy'];
  run('x509', '-req', '-days', '1', '-in', 'a.csr', ...signed, '-out', 'a.crt');
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const path = join(folder, 'both.pem');
  // The balancer runs as another user. The key is worth nothing.
  writeFileSync(path, read('a.crt') + read('a.key'), { mode: 0o644 });
  return { path, ca: read('ca.crt'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
