type Headers = Readonly<Record<string, string>>;

/** Decided by the connection, not by the caller (RFC 9110, section 7.6.1; RFC 9112). */
const FRAMING: ReadonlySet<string> = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
/** What another origin may see. A list of what is harmless: nobody can list the names of all secrets. */
const PORTABLE: ReadonlySet<string> = new Set(['accept', 'accept-language', 'user-agent']);

/** The caller's headers for the first hop, names in lower case. */
export function ownHeaders(headers: Headers): Headers {
  const lowered = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return Object.fromEntries(lowered.filter(([name]) => !FRAMING.has(name)));
}

/** What is left of them when a redirect leads to another origin. */
export function portableHeaders(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => PORTABLE.has(name)));
}
