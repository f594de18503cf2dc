import { distinct } from '../flow/distinct.js';
import type { LinkPreview } from '../model/link-preview.js';
import type { Message } from '../model/message.js';
import type { Ports } from '../ports/ports.js';
import { linkOf } from '../previews/first-link.js';

const NONE: ReadonlyMap<string, LinkPreview> = new Map();

/** Previews of the messages' links by URL: one query, none when no message has a link or links have no previews here. */
export async function loadPreviews(
  { previews }: Pick<Ports, 'previews'>,
  messages: readonly Pick<Message, 'text' | 'deletedAt'>[],
): Promise<ReadonlyMap<string, LinkPreview>> {
  if (previews === null) return NONE;
  const links = distinct(messages.flatMap((message) => linkOf(message) ?? []));
  if (links.length === 0) return NONE;
  // A message without its preview is worth more than no message.
  return previews.findMany(links).catch(() => NONE);
}

export function previewOf(
  message: Pick<Message, 'text' | 'deletedAt'>,
  previews: ReadonlyMap<string, LinkPreview>,
): LinkPreview | null {
  const link = previews.size === 0 ? null : linkOf(message);
  return link === null ? null : (previews.get(link) ?? null);
}
