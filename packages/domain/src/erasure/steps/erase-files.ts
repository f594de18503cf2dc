import type { FileId } from '../../ids.js';
import type { Attachment } from '../../model/attachment.js';
import type { EraserPorts, ErasureStep } from '../erasure-step.js';

/** Files of one claim. */
const PART = 50;

/** Files of the person that no message carries any more. */
export const eraseFiles: ErasureStep = {
  next: async (ports, { userId }, after) => {
    let from = after as FileId;
    for (;;) {
      const page: readonly Attachment[] = await ports.files.ownedBy(userId, { after: from, limit: PART });
      const ids = await uncarried(ports, page);
      if (ids.length > 0) return { ids, count: ids.length };
      const last = page.at(-1);
      if (last === undefined || page.length < PART) return null;
      from = last.id;
    }
  },
  remove: ({ files }, _erasure, ids) => files.delete(ids as readonly FileId[]),
};

async function uncarried(
  { messages }: EraserPorts,
  files: readonly Attachment[],
): Promise<readonly FileId[]> {
  const ids: FileId[] = [];
  for (const { id } of files) {
    if ((await messages.carriersOf(id, { limit: 1 })).length === 0) ids.push(id);
  }
  return ids;
}
