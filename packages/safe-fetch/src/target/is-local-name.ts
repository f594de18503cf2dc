/**
 * Tops of names that mean something else on every network: RFC 6761 (localhost), RFC 6762 (local), RFC 8375 (home.arpa) and
 * `internal`, which ICANN set aside for private use.
 */
const LOCAL_TOPS = ['localhost', 'local', 'home.arpa', 'internal'];

/**
 * Whether a name (not an address) belongs to the own network: of one label, or under a local top. Such a name has a private
 * address as a rule and would be refused by it; this refuses it before anybody is asked, and when the address is a public one.
 */
export function isLocalName(hostname: string): boolean {
  return (
    !hostname.includes('.') || LOCAL_TOPS.some((top) => hostname === top || hostname.endsWith(`.${top}`))
  );
}
