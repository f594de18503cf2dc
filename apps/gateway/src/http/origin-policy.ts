export interface OriginPolicy {
  /** Whether a request with this `Origin` may come in. Without one it is no browser (RFC 6454, section 7), and may. */
  allows(origin: string | undefined, host: string | undefined): boolean;
}

const LOCALHOST = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/** @param listed origins by configuration, `*` for any; empty: the own origin and localhost */
export function originPolicy(listed: readonly string[], publicUrl: string | undefined): OriginPolicy {
  const allowed = new Set(listed.map((origin) => origin.replace(/\/$/, '').toLowerCase()));
  if (publicUrl) allowed.add(new URL(publicUrl).origin.toLowerCase());
  return {
    allows(origin, host) {
      if (origin === undefined || allowed.has('*') || allowed.has(origin.toLowerCase())) return true;
      const isOwn =
        host !== undefined && origin.replace(/^https?:\/\//i, '').toLowerCase() === host.toLowerCase();
      return isOwn || (listed.length === 0 && LOCALHOST.test(origin));
    },
  };
}
