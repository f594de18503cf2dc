/** The same server by `ws:` or `wss:`. @param target its http or https URL */
export function webSocketUrl(target: string, path: string): string {
  return `${target.replace(/^http/, 'ws')}${path}`;
}
