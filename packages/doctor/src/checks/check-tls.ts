import { connect, type PeerCertificate, type TLSSocket } from 'node:tls';
import { type Finding, fail, ok, skipped, warn } from '../finding.js';
import { ask, askUrl } from '../net/ask.js';
import { type Target, tlsOptions } from '../target.js';

const CHECK = 'tls';
const DAY_MS = 86_400_000;
const RENEW_DAYS = 21;
const MENDS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'Renew the certificate, and have it renewed by itself.',
  DEPTH_ZERO_SELF_SIGNED_CERT:
    'Use a certificate of an authority that browsers know (or give its own with --ca).',
  SELF_SIGNED_CERT_IN_CHAIN:
    'Use a certificate of an authority that browsers know (or give its own with --ca).',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'The load balancer must send the certificates of the intermediate authorities too (the full chain).',
  ERR_TLS_CERT_ALTNAME_INVALID: 'Use a certificate that names this host.',
};

/** Certificate, protocol version, and whether plain HTTP leads to TLS. */
export async function checkTls(target: Target): Promise<readonly Finding[]> {
  if (!target.isTls) {
    if (target.isLocal) return [skipped(CHECK, 'This machine is asked without TLS; nobody can listen in.')];
    return [
      fail(
        CHECK,
        'Tokens and messages travel without TLS: everybody on the way can read them.',
        'Terminate TLS at the load balancer and give the https URL to clients.',
      ),
    ];
  }
  return (
    await Promise.all([checkCertificate(target), checkOldTls(target), checkPlain(target), checkHsts(target)])
  ).flat();
}

async function checkCertificate(target: Target): Promise<readonly Finding[]> {
  const socket = await handshake(target, {}).catch((error: Error) => error);
  if (socket instanceof Error) {
    return [
      fail(
        CHECK,
        `TLS cannot be agreed on: ${socket.message}.`,
        'Allow TLS 1.2 and 1.3 with their usual ciphers.',
      ),
    ];
  }
  const { subject, valid_to } = socket.getPeerCertificate() as PeerCertificate;
  const reason = socket.authorizationError as unknown;
  socket.destroy();
  const name = subject?.CN ?? target.url.hostname;
  if (reason) {
    const code =
      reason instanceof Error ? ((reason as NodeJS.ErrnoException).code ?? reason.message) : String(reason);
    return [
      fail(
        CHECK,
        `Clients refuse the certificate (${name}, until ${valid_to}): ${code}.`,
        MENDS[code] ?? 'Use a certificate that browsers trust for this host.',
      ),
    ];
  }
  const days = Math.floor((Date.parse(valid_to) - Date.now()) / DAY_MS);
  if (days < RENEW_DAYS) {
    return [
      warn(CHECK, `The certificate runs out in ${days} days.`, 'Renew it, and have it renewed by itself.'),
    ];
  }
  return [ok(CHECK, `The certificate is trusted and good for ${days} days.`)];
}

/** RFC 8996 forbids TLS 1.0 and 1.1. */
async function checkOldTls(target: Target): Promise<readonly Finding[]> {
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
  const socket = await handshake(target, old).catch(() => null);
  if (!socket) return [];
  const version = socket.getProtocol();
  socket.destroy();
  return [
    warn(
      CHECK,
      `${version} is accepted, which is broken.`,
      'Set TLS 1.2 as the oldest version at the load balancer.',
    ),
  ];
}

async function checkPlain(target: Target): Promise<readonly Finding[]> {
  if (target.url.port !== '') return [];
  const plain = new URL(`http://${target.url.hostname}/`);
  const answer = await askUrl(target, plain, { path: '/', patienceMs: 3_000 }).catch(() => null);
  if (!answer || (answer.status >= 300 && answer.status < 400)) return [];
  return [
    warn(
      CHECK,
      `${plain.href} is served without TLS.`,
      'Answer port 80 with a redirect to https and nothing else.',
    ),
  ];
}

async function checkHsts(target: Target): Promise<readonly Finding[]> {
  const answer = await ask(target, { path: '/docs' }).catch(() => null);
  if (!answer || answer.headers['strict-transport-security']) return [];
  return [
    warn(
      CHECK,
      'There is no Strict-Transport-Security header: a first visit can be kept off TLS.',
      'Let the load balancer add «Strict-Transport-Security: max-age=31536000».',
    ),
  ];
}

function handshake(target: Target, options: object): Promise<TLSSocket> {
  const { hostname, port } = target.url;
  return new Promise((resolve, reject) => {
    const host = hostname.replace(/^\[|\]$/g, '');
    const socket = connect({ host, port: Number(port || 443), ...tlsOptions(target), ...options });
    socket.setTimeout(target.patienceMs, () => socket.destroy(new Error('no answer')));
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      socket.setTimeout(0);
      socket.off('error', reject).on('error', () => undefined);
      resolve(socket);
    });
  });
}
