import { ChatError } from '@crosstalk/domain';
import { errors } from 'jose';

/** What the bearer can be blamed for. Anything else is about the keys, which cannot be had right now. */
const BEARERS_FAULT = [
  errors.JWTClaimValidationFailed,
  errors.JWTExpired,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
];

/** The domain's error for one of jose. It never says which check failed, except that the token is over: clients refresh it then. */
export function tokenError(error: unknown): ChatError {
  if (error instanceof ChatError) return error;
  if (error instanceof errors.JWTExpired) {
    return new ChatError('unauthenticated', 'The access token has expired.', { cause: error });
  }
  if (BEARERS_FAULT.some((kind) => error instanceof kind)) {
    return new ChatError('unauthenticated', 'The access token is not valid.', { cause: error });
  }
  return new ChatError('unavailable', 'The keys to check the access token cannot be fetched.', {
    cause: error,
  });
}
