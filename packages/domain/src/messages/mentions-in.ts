import { distinct } from '../flow/distinct.js';
import { isId, type UserId } from '../ids.js';
import { LIMITS } from '../limits.js';

const MENTION = /<@(\d{1,16})>/g;

/** The people that a text mentions as `<@id>`, in order, each once, the first `LIMITS.mentions` of them. */
export function mentionsIn(text: string): readonly UserId[] {
  if (!text.includes('<@')) return [];
  const ids = [...text.matchAll(MENTION)].map((match) => Number(match[1])).filter(isId) as UserId[];
  return distinct(ids).slice(0, LIMITS.mentions);
}
