import { ChatError } from '@crosstalk/domain';

/** The code of the ChatError with which the promise is rejected; `null` if it is not. */
export async function refusalOf(promise: Promise<unknown>): Promise<string | null> {
  try {
    await promise;
    return null;
  } catch (error) {
    if (error instanceof ChatError) return error.code;
    throw error;
  }
}
