import type { Dialect } from '@crosstalk/dialect-kit';
import type { Message } from './asyncapi-types.js';
import { schemaOfInput, schemasOfOutput } from './to-json-schema.js';

export const ADDITION = 'addition';

/** Keys of components may have letters, digits, dots, dashes and underlines only. */
const keyOf = (side: 'client' | 'server', name: string): string =>
  `${side}.${name.replace(/[{}]/g, '').replace(/[^\w.-]/g, '_')}`;

export const clientKey = (name: string): string => keyOf('client', name);
export const serverKey = (name: string): string => keyOf('server', name);

/** Every frame in either direction. */
export function messagesOf({ rows, contract }: Dialect): {
  readonly messages: Record<string, Message>;
  readonly schemas: ReturnType<typeof schemasOfOutput>['models'];
} {
  const { envelope } = contract;
  const sent = Object.entries(contract.messages).map(([key, { name = key, ...message }]) => ({
    key,
    name,
    message,
  }));
  const { models, payloads } = schemasOfOutput(
    contract.models,
    Object.fromEntries(sent.map(({ key, name, message }) => [key, envelope.sent(name, message.payload)])),
  );
  const requests = Object.entries(contract.requests).map(([name, request]): [string, Message] => {
    const schema = rows[name]?.schema;
    if (!schema) throw new TypeError(`the contract describes ${name}, which is no row`);
    const acknowledgement =
      request.acknowledgement && schemasOfOutput(contract.models, { ack: request.acknowledgement });
    return [
      clientKey(name),
      {
        name,
        summary: request.summary,
        payload: schemaOfInput(envelope.received(name, schema)),
        ...(request.addition && { tags: [{ name: ADDITION }] }),
        ...(acknowledgement?.payloads.ack && { 'x-ack': { args: acknowledgement.payloads.ack } }),
      },
    ];
  });
  const told = sent.map(({ key, name, message }): [string, Message] => [
    serverKey(key),
    {
      name,
      summary: message.summary,
      payload: payloads[key] ?? {},
      ...(message.addition && { tags: [{ name: ADDITION }] }),
      ...(message.tells && { 'x-tells': message.tells }),
    },
  ]);
  return { messages: Object.fromEntries([...requests, ...told]), schemas: models };
}
