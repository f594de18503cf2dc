import type { mongo } from 'mongoose';

/** Of a command as it is sent, what the server adds for the session and the transaction, or an explanation does not take. */
const SESSION_FIELDS = new Set([
  'lsid',
  'txnNumber',
  'startTransaction',
  'autocommit',
  'readConcern',
  'writeConcern',
  'maxTimeMS',
  '$db',
  '$clusterTime',
]);

const EXPLAINED = new Set(['find', 'aggregate', 'findAndModify', 'update', 'delete', 'count', 'distinct']);

/** The commands that stand for it, one statement each; none when it queries nothing. */
function statements(command: mongo.Document): mongo.Document[] {
  const plain = Object.fromEntries(Object.entries(command).filter(([name]) => !SESSION_FIELDS.has(name)));
  const [verb = ''] = Object.keys(plain);
  if (!EXPLAINED.has(verb)) return [];
  const list = verb === 'update' ? 'updates' : verb === 'delete' ? 'deletes' : null;
  if (list === null) return [plain];
  return (plain[list] as mongo.Document[]).map((statement) => ({ ...plain, [list]: [statement] }));
}

interface Finding {
  readonly scans: readonly string[];
  readonly examined: number;
  readonly returned: number;
}

/** What an explanation says of the work, wherever in it: plans nest, and a lookup counts for itself. */
function findingsIn(explanation: unknown): Finding {
  if (typeof explanation !== 'object' || explanation === null) return { scans: [], examined: 0, returned: 0 };
  const node = explanation as Record<string, unknown>;
  const inner = Object.values(explanation).map(findingsIn);
  // Stages tell what they return, too; only what stands beside the total is returned to the caller.
  const returned = node.totalDocsExamined === undefined ? 0 : Number(node.nReturned ?? 0);
  const scans = [
    ...(node.stage === 'COLLSCAN' ? ['COLLSCAN'] : []),
    ...(Number(node.collectionScans ?? 0) > 0 ? ['lookup with COLLSCAN'] : []),
  ];
  return {
    scans: [...scans, ...inner.flatMap((one) => one.scans)],
    examined: inner.reduce((sum, one) => sum + one.examined, Number(node.totalDocsExamined ?? 0)),
    returned: Math.max(returned, ...inner.map((one) => one.returned)),
  };
}

/** An index that only narrows a query to its room makes it read the room: this many documents above what is returned are none. */
const SPARE_DOCUMENTS = 20;

/** Explains a recorded command: what is wrong with its plan. */
export async function planFaults(db: mongo.Db, command: mongo.Document): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const statement of statements(command)) {
    const explanation = await db.command({ explain: statement, verbosity: 'executionStats' });
    const { scans, examined, returned } = findingsIn(explanation);
    const changesMany = statement.updates?.[0]?.multi === true || statement.deletes?.[0]?.limit === 0;
    const wasted = !changesMany && examined > returned + SPARE_DOCUMENTS;
    const reads = wasted ? [`reads ${examined} documents for ${returned}`] : [];
    faults.push(...[...scans, ...reads].map((fault) => `${fault}: ${JSON.stringify(statement)}`));
  }
  return faults;
}
