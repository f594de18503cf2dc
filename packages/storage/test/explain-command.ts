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

/** Every `{stage: 'COLLSCAN'}` and every lookup that scans, anywhere in an explanation. */
function scansIn(explanation: unknown): string[] {
  if (typeof explanation !== 'object' || explanation === null) return [];
  const { stage, collectionScans, strategy } = explanation as Record<string, unknown>;
  const found = [
    ...(stage === 'COLLSCAN' ? ['COLLSCAN'] : []),
    ...(Number(collectionScans ?? 0) > 0 ? ['lookup with COLLSCAN'] : []),
    ...(strategy === 'NestedLoopJoin' ? ['lookup by nested loops'] : []),
  ];
  return [...found, ...Object.values(explanation).flatMap(scansIn)];
}

/** Explains a recorded command and tells the collection scans in its plan. */
export async function collectionScans(db: mongo.Db, command: mongo.Document): Promise<readonly string[]> {
  const scans: string[] = [];
  for (const statement of statements(command)) {
    const explanation = await db.command({ explain: statement, verbosity: 'executionStats' });
    scans.push(...scansIn(explanation).map((scan) => `${scan}: ${JSON.stringify(statement)}`));
  }
  return scans;
}
