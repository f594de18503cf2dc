/** @module Fields of a person's profile as they come in. What they may hold is the domain's rule; here is only their shape. */
import { wellFormed } from '@crosstalk/dialect-kit';

const MAX_FIELD = 2_048;

/** Bounds the work on nonsense; the domain knows the real limits and names the field. */
export const fieldText = wellFormed.max(MAX_FIELD, `must be at most ${MAX_FIELD} characters`);

export const nameFields = {
  last_name: fieldText.nullish(),
  middle_name: fieldText.nullish(),
  phone: fieldText.nullish(),
  photo: fieldText.nullish(),
};
