import { CLOSE_REASONS, type Dialect, type Transport } from '@crosstalk/dialect-kit';
import type { AsyncApiDocument, Channel, Message } from './asyncapi-types.js';
import { ADDITION, messagesOf } from './messages.js';
import { CHANNEL, operationsOf } from './operations.js';

const SECURITY = [{ $ref: '#/components/securitySchemes/access' }];

/** The AsyncAPI 3.0.0 document of a dialect, made of the schemas that the server itself validates with. */
export function asyncApiDocument(dialect: Dialect): AsyncApiDocument {
  const { name, contract } = dialect;
  const { messages, schemas } = messagesOf(dialect);
  return {
    asyncapi: '3.0.0',
    id: `urn:crosstalk:dialect:${name}`,
    info: {
      title: `Crosstalk: ${name}`,
      version: '1',
      description: descriptionOf(dialect),
      license: { name: 'MIT' },
      tags: [{ name: ADDITION, description: 'The published document of this API does not have it.' }],
    },
    defaultContentType: 'application/json',
    servers: { plain: serverAt('ws'), tls: serverAt('wss') },
    channels: channelsOf(dialect, messages),
    operations: operationsOf(contract),
    components: { messages, schemas, securitySchemes: { access: schemeOf(dialect) } },
  };
}

function descriptionOf({ transport, frameBytes }: Dialect): string {
  const frames =
    transport.kind === 'socket.io'
      ? 'Socket.IO: a message is an event of its name, its payload the first argument; `x-ack` is what an acknowledgement callback gets.'
      : 'Raw WebSocket: a message is one text frame.';
  const codes = Object.values(CLOSE_REASONS).map(
    ({ code, reason, reconnect }) => `${code} (${reason}; come back: ${reconnect})`,
  );
  return [
    'Operations are named as the server sees them: it receives requests and sends answers and news.',
    frames,
    `A frame may have at most ${frameBytes} bytes.`,
    ...(transport.kind === 'websocket' ? [`The server closes with ${codes.join(', ')}.`] : []),
    'Ids are integers below 2^53, times ISO 8601 in UTC. A later version may add fields to what the server sends.',
  ].join('\n\n');
}

function serverAt(protocol: 'ws' | 'wss'): object {
  return {
    host: '{host}',
    protocol,
    variables: { host: { default: '127.0.0.1:3000', description: 'Where the cluster is reached.' } },
    security: SECURITY,
  };
}

/** One for every path; they carry the same, and operations name the first. */
function channelsOf(dialect: Dialect, messages: Readonly<Record<string, Message>>): Record<string, Channel> {
  const { transport } = dialect;
  const paths = transport.kind === 'socket.io' ? [transport.path] : transport.paths;
  const carried = Object.fromEntries(
    Object.keys(messages).map((key) => [key, { $ref: `#/components/messages/${key}` }]),
  );
  const bindings = { ws: { method: 'GET', ...handshakeOf(dialect), bindingVersion: '0.1.0' } };
  return Object.fromEntries(
    paths.map((address, index): [string, Channel] => [
      index === 0 ? CHANNEL : `${CHANNEL}-${index + 1}`,
      { address, title: titleOf(transport), messages: carried, bindings },
    ]),
  );
}

const titleOf = ({ kind }: Transport): string => (kind === 'socket.io' ? 'Socket.IO' : 'WebSocket');

/** What the upgrade carries. */
function handshakeOf({ transport, requiresToken }: Dialect): object {
  if (transport.kind === 'socket.io') {
    const versions = transport.allowEIO3 ? ['3', '4'] : ['4'];
    const properties = {
      EIO: { type: 'string', enum: versions },
      transport: { type: 'string', enum: ['polling', 'websocket'] },
    };
    return { query: { type: 'object', required: ['EIO', 'transport'], properties } };
  }
  if (!requiresToken) return {};
  const properties = { Authorization: { type: 'string', pattern: '^Bearer .+$' } };
  return { headers: { type: 'object', properties } };
}

function schemeOf({ requiresToken, contract }: Dialect): object {
  const { access: description } = contract;
  return requiresToken
    ? { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description }
    : { type: 'apiKey', in: 'password', description };
}
