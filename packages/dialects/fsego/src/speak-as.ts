import type { Call, PublicCall } from '@crosstalk/dialect-kit';
import { ChatError, type User } from '@crosstalk/domain';
import { profileOf, type Speaker } from './to-domain.js';

interface Speaking {
  readonly chatKey: string;
  readonly speaker: Speaker;
  /** The field of the request that names the speaker, for errors. */
  readonly field: string;
}

/**
 * Binds the socket to the speaker, whose profile becomes the given one. On a bound socket the speaker is asked for first: somebody else's
 * profile must not change by a request that is refused. @throws ChatError `forbidden` for another speaker than the one bound
 */
export async function speakAs(
  call: PublicCall,
  { chatKey, speaker, field }: Speaking,
): Promise<{ readonly caller: Call; readonly user: User }> {
  const { session, useCases } = call;
  const { signature = null } = speaker;
  return blaming(field, async () => {
    if (session) await useCases.confirmVisitor(session.actor, { chatKey, externalId: speaker.id });
    const { user } = await call.authenticateVisitor({ ...profileOf(speaker), chatKey, signature });
    return { caller: call.caller(), user };
  });
}

const WIRE_NAMES: Readonly<Record<string, string>> = {
  externalId: 'id',
  firstName: 'name',
  lastName: 'last_name',
  middleName: 'middle_name',
  photo: 'avatar',
};

/** Runs the task; an error names the fields of a person by their path in the request. */
export async function blaming<T>(field: string, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    if (!(error instanceof ChatError && error.fields)) throw error;
    const fields = Object.fromEntries(
      Object.entries(error.fields).map(([name, problem]) => [
        `${field}.${WIRE_NAMES[name] ?? name}`,
        problem,
      ]),
    );
    throw new ChatError(error.code, error.message, { fields, cause: error });
  }
}
