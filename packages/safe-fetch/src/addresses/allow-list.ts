import { type AddressSet, addressSet } from './address-set.js';

/** Private targets that the operator opened. It opens them to every stranger. */
export interface AllowList {
  /** A network: the address is taken for a public one. Rules of names and ports still hold. */
  readonly opensAddress: AddressSet;
  /** Exactly this host and port, as a parsed URL has them: no rule of names, ports or addresses holds. */
  opensTarget(hostname: string, port: number): boolean;
}

const TARGET = /^(\[[\da-f:.]+\]|[^\s:/?#@[\]\\]+):(\d{1,5})$/i;

/**
 * Entries are networks (`10.1.0.0/16`, `fd00:1::/64`), addresses (`10.1.2.3`) or `host:port` (`hooks.internal:8080`,
 * `[::1]:8080`). A host stands for itself only: `127.0.0.1:80` does not open a name that leads there.
 * @throws RangeError that names the first entry that is none of these
 */
export function parseAllowList(entries: readonly string[]): AllowList {
  const targets = new Set<string>();
  const networks: string[] = [];
  for (const entry of entries) {
    const target = targetOf(entry);
    if (target === undefined) networks.push(entry);
    else targets.add(target);
  }
  return {
    opensAddress: addressSet(networks),
    opensTarget: (hostname, port) => targets.has(`${hostname}:${port}`),
  };
}

/** `host:port` with the host as `URL` writes it, so that both sides compare the same text. */
function targetOf(entry: string): string | undefined {
  const [, host, digits] = TARGET.exec(entry) ?? [];
  if (host === undefined) return undefined;
  const port = Number(digits);
  const url = `http://${host}/`;
  if (port < 1 || port > 65_535 || !URL.canParse(url)) throw new RangeError(`«${entry}» is no host and port`);
  return `${new URL(url).hostname}:${port}`;
}
