import { S3ServiceException } from '@aws-sdk/client-s3';
import { ChatError } from '@crosstalk/domain';

const TOO_MANY_REQUESTS = 429;

/** `unavailable` when the store is away, silent or too busy; `internal` for what it refuses (a wrong key, no such bucket). */
export function toS3Error(error: unknown): ChatError {
  if (error instanceof ChatError) return error;
  const status = error instanceof S3ServiceException ? (error.$metadata.httpStatusCode ?? 500) : 500;
  if (status >= 500 || status === TOO_MANY_REQUESTS) {
    return new ChatError('unavailable', 'The store of files does not answer. Try again.', { cause: error });
  }
  return new ChatError('internal', 'The server made a mistake.', { cause: error });
}
