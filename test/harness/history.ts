import { rest } from './people.js';

export interface HistoryItem {
  readonly id: number;
  readonly seq: number;
  readonly text: string;
  readonly client_id: string | null;
}

/** The whole history of a room, oldest first, page by page. */
export async function wholeHistory(
  url: string,
  { roomId, token }: { roomId: number; token: string },
): Promise<HistoryItem[]> {
  const items: HistoryItem[] = [];
  for (let after = 0; ; ) {
    const { status, body } = await rest(url, {
      path: `/rooms/${roomId}/messages?after=${after}&limit=100`,
      token,
    });
    if (status !== 200) throw new Error(`history answered ${status}`);
    const page = body.items as HistoryItem[];
    items.push(...page);
    const last = page.at(-1);
    if (!last || page.length < 100) return items;
    after = last.seq;
  }
}
