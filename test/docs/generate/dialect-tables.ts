/** @module What each dialect has, read from its own tables. */
import { type Dialect, messagesTelling, type UseCaseName } from '@crosstalk/dialect-kit';
import type { EventType } from '@crosstalk/domain';
import { supportMatrix } from './support-matrix.js';
import { table } from './table.js';

const KINDS: Readonly<Record<Dialect['transport']['kind'], string>> = {
  'socket.io': 'Socket.IO',
  websocket: 'WebSocket, JSON text',
};

/** Name, transport, path and protocol of each dialect. `root` leads from the page to the root of the repository. */
export function doorsTable(dialects: readonly Dialect[], root: string): string {
  const rows = dialects.map(({ name, transport }) => {
    const paths = transport.kind === 'socket.io' ? [transport.path] : transport.paths;
    const protocol = `[PROTOCOL.md](${root}packages/dialects/${name}/PROTOCOL.md)`;
    return [`\`${name}\``, KINDS[transport.kind], paths.map((path) => `\`${path}\``).join(', '), protocol];
  });
  return table(['dialect', 'transport', 'path', 'document'], rows);
}

/** Use cases × dialects and events × dialects. */
export function dialectsPage(dialects: readonly Dialect[], useCases: readonly UseCaseName[]): string {
  const names = dialects.map(({ name }) => `\`${name}\``);
  const requests = useCases.map((useCase) => [
    `\`${useCase}\``,
    ...dialects.map((dialect) => requestsFor(dialect, useCase)),
  ]);
  const types = Object.keys(dialects[0]?.events ?? {}) as EventType[];
  const news = types.map((type) => [`\`${type}\``, ...dialects.map((dialect) => toldHow(dialect, type))]);
  return `# Dialects

Generated from the tables of the dialects; regenerate with \`UPDATE_GENERATED=1\`. The words themselves stand in each \`PROTOCOL.md\`.

${doorsTable(dialects, '../../')}

## What crosses

People on different dialects share rooms. What one of them does reaches the others in their own words: here is what a client sends for
it, and after the arrow what clients get (for parts of a message, the field). A number says why something is missing.

${supportMatrix(dialects)}

## Requests

For each use case of the domain the requests that call it, or why the dialect has none.

${table(['use case', ...names], requests)}

## Events

How each event of the domain is told: the same to everyone in the audience (rendered once a node), to each viewer on their own, or not.

${table(['event', ...names], news)}
`;
}

function requestsFor(dialect: Dialect, useCase: UseCaseName): string {
  const rows = Object.entries(dialect.rows).filter(([, row]) => row.useCases.includes(useCase));
  if (rows.length > 0) return rows.map(([event]) => `\`${event}\``).join(', ');
  return `– ${dialect.lacks[useCase] ?? 'no reason given'}`;
}

function toldHow({ events, contract }: Dialect, type: EventType): string {
  const row = events[type];
  if (row.kind === 'silent') return `– ${row.why}`;
  const names = messagesTelling(contract, type).map((key) => `\`${contract.messages[key]?.name ?? key}\``);
  return `${[...new Set(names)].join(' ')} ${row.kind === 'shared' ? 'to all alike' : 'to each viewer'}`;
}
