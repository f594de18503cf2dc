import { ChatError, type ErrorCode } from '@crosstalk/domain';
import { expect } from 'chai';

/** Awaits a refusal with this code and answers it. */
export async function expectError(promise: Promise<unknown>, code: ErrorCode): Promise<ChatError> {
  const outcome = await promise.then(
    () => 'no refusal',
    (error: unknown) => error,
  );
  expect(outcome).to.be.instanceOf(ChatError);
  const error = outcome as ChatError;
  expect(error.code, error.message).to.equal(code);
  return error;
}
