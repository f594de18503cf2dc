import type { FileId, MessageId } from '@crosstalk/domain';
import type { FileJobPorts } from '../ports.js';

export interface Telling {
  readonly fileId: FileId;
  /** Messages whose readers know already; those of this run are added. */
  readonly told: Set<MessageId>;
  /** After each page. */
  onPage?(): Promise<void>;
}

const PAGE = 200;

/**
 * Gives every message that carries the file a new rev, and tells the nodes, which read it and render it for their members. Told twice, a
 * client only looks twice.
 * @throws what a port throws
 */
export async function tellCarriers(ports: FileJobPorts, telling: Telling): Promise<void> {
  const { fileId, told } = telling;
  let after: MessageId | undefined;
  for (;;) {
    const page = await ports.messages.carriersOf(fileId, { after, limit: PAGE });
    for (const { id, roomId } of page) {
      if (told.has(id)) continue;
      const changed = await ports.messages.change({ roomId, id }, { kind: 'refresh' }, ports.now());
      told.add(id);
      if (changed === null) continue;
      // The room is dirty by now: when the tip does not come through, its job and the sweep tell it again.
      await ports.publishTip(roomId, changed.message.rev).catch(() => undefined);
      ports.roomChanged(roomId);
    }
    after = page.at(-1)?.id;
    if (page.length > 0) await telling.onPage?.();
    if (page.length < PAGE) return;
  }
}
