import type { Span, Tracer } from '../tracer.js';

interface Write {
  readonly operation: 'append' | 'change';
  readonly roomId: number;
  readonly item: object;
}
interface Command {
  readonly name: string;
  readonly collection: string;
  readonly database: string;
}

/** As `StorageTracing` of the package `storage` asks for it. */
export interface TraceStorage {
  write<T>(write: Write, work: () => Promise<T>): Promise<T>;
  commit<T>(items: readonly object[], work: () => Promise<T>): Promise<T>;
  command(command: Command): ((error?: string) => void) | undefined;
}

/**
 * Follows writes through the group commit. A commit serves many writes and has one span, below the first write of it that is traced; the
 * other writes are linked to it. Commands are children of the commit, or of whatever else asks for them.
 */
export function traceStorage(tracer: Tracer): TraceStorage {
  const writes = new WeakMap<object, Span>();
  return {
    async write({ operation, roomId, item }, work) {
      const span = begin(tracer, `${operation} message`, { 'crosstalk.room.id': roomId });
      if (span === null) return work();
      writes.set(item, span);
      return ended(span, tracer.run(span, work));
    },
    commit(items, work) {
      const [first, ...others] = items.flatMap((item) => writes.get(item) ?? []);
      const span = first
        ? tracer.child(first, 'commit messages', {
            kind: 'internal',
            attributes: { 'db.operation.batch.size': items.length },
          })
        : null;
      // Also without a span: a drain goes on in the context of the write that began it, long ago.
      if (span === null) return tracer.run(null, work);
      for (const other of others) other.link(span);
      return ended(span, tracer.run(span, work));
    },
    command({ name, collection, database }) {
      const parent = tracer.current();
      const span =
        parent &&
        tracer.child(parent, collection === '' ? name : `${name} ${collection}`, {
          kind: 'client',
          attributes: {
            'db.system.name': 'mongodb',
            'db.namespace': database,
            'db.operation.name': name,
            ...(collection === '' ? {} : { 'db.collection.name': collection }),
          },
        });
      if (!span) return undefined;
      return (error) => {
        if (error !== undefined) span.fail(error, true);
        span.end();
      };
    },
  };
}

function begin(tracer: Tracer, name: string, attributes: Record<string, number>): Span | null {
  const parent = tracer.current();
  return parent && tracer.child(parent, name, { kind: 'internal', attributes });
}

async function ended<T>(span: Span, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    span.fail(nameOf(error), true);
    throw error;
  } finally {
    span.end();
  }
}

/** Its code or its name; the text of an error may quote what somebody wrote. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'error';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
