import { linkOf, type Message, type PreviewRecord } from '@crosstalk/domain';
import type { JobContext } from '../queue/start-worker.js';
import type { PreviewPayload } from './preview-job.js';
import type { PreviewPorts } from './preview-ports.js';

const FOUND_MS = 30 * 86_400_000;
/** A page that had nothing, or could not be had, may have something later. */
const NONE_MS = 3_600_000;

/**
 * Looks at the page of the message's first link, unless somebody did lately, and tells the room when there is something to show.
 * @throws what a port throws
 */
export async function runPreview(
  ports: PreviewPorts,
  { messageId, changedAt }: PreviewPayload,
  { signal }: Pick<JobContext, 'signal'>,
): Promise<void> {
  const message = await ports.messages.find(messageId);
  const url = message && linkOf(message);
  if (message === null || url === null) return;
  const known = await ports.previews.find(url);
  if (known !== null) ports.previewed('known');
  const record = known ?? (await lookAt(ports, url, signal));
  // Who read the message after the preview was there has seen it; a change for each reader of a link would never end.
  if (record.preview !== null && record.fetchedAt >= changedAt) await tell(ports, message, record);
}

async function lookAt(ports: PreviewPorts, url: string, signal: AbortSignal): Promise<PreviewRecord> {
  const page = await ports.readPage(url, signal);
  ports.previewed(page.outcome);
  const fetchedAt = ports.now();
  const preview = page.outcome === 'found' ? page.preview : null;
  const expiresAt = fetchedAt + (preview === null ? NONE_MS : FOUND_MS);
  await ports.previews.save(url, { preview, fetchedAt, expiresAt });
  return { preview, fetchedAt };
}

/** The message gets a new rev, so that every node reads and renders it anew. */
async function tell(ports: PreviewPorts, message: Message, { fetchedAt }: PreviewRecord): Promise<void> {
  const { id, roomId } = message;
  // Later than the preview by any clock: the job that follows this change finds nothing to tell.
  const at = Math.max(ports.now(), fetchedAt + 1);
  const changed = await ports.messages.change({ roomId, id }, { kind: 'refresh' }, at);
  if (changed === null) return;
  // The room is dirty by now: when the tip does not come through, its job and the sweep tell it again.
  await ports.publishTip(roomId, changed.message.rev).catch(() => undefined);
  ports.roomChanged(roomId);
}
