/** @module Fields of a person's profile as they come in. What they may hold is the domain's rule; here is only their shape. */
import { wellFormed } from '@crosstalk/dialect-kit';

const MAX_FIELD = 2_048;

/** Bounds the work on nonsense; the domain knows the real limits and names the field. */
export const fieldText = wellFormed.max(MAX_FIELD, `must be at most ${MAX_FIELD} characters`);

/** Pictures are shown by other people's clients: nothing but a web address. */
const pictureUrl = fieldText.refine(isWebAddress, 'must be a URL that begins with https:// or http://');

export const nameFields = {
  last_name: fieldText.nullish(),
  middle_name: fieldText.nullish(),
  phone: fieldText.nullish(),
  photo: pictureUrl.nullish(),
};

function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s<>"']+$/i.test(text) && URL.canParse(text);
}
