/** No answer came: why, as the end of a sentence that begins with the thing that was asked. */
export class Unreachable extends Error {}

const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'has a name that DNS does not know',
  EAI_AGAIN: 'has a name that DNS did not resolve in time',
  ECONNREFUSED: 'refuses connections: nothing listens there',
  ECONNRESET: 'cut the connection without an answer',
  EPIPE: 'cut the connection without an answer',
  EHOSTUNREACH: 'cannot be reached over the network',
  ENETUNREACH: 'cannot be reached over the network',
  ETIMEDOUT: 'does not answer: a firewall may drop what is sent',
  EPROTO: 'does not speak TLS there, or not with this client',
  ERR_SSL_WRONG_VERSION_NUMBER: 'does not speak TLS there',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'does not speak TLS there',
  HPE_INVALID_CONSTANT: 'does not speak HTTP there, or TLS is needed',
};

export function explainFailure(error: unknown): Unreachable {
  if (error instanceof Unreachable) return error;
  const { code = '', message = String(error) } = error as { code?: string; message?: string };
  return new Unreachable(REASONS[code] ?? `failed (${message || code})`);
}
