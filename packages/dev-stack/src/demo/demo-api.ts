import { StackError } from '../stack-error.js';

const ANSWER_LIMIT_MS = 10_000;

export interface DemoRequest {
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  readonly token?: string;
  readonly body?: unknown;
}

export interface DemoAnswer {
  readonly status: number;
  /** Fields of the JSON answer; empty when it is no object. */
  readonly fields: ReadonlyMap<string, unknown>;
}

/** Calls the REST API under `/api/v1/`; any status is an answer. */
export async function callApi(base: string, request: DemoRequest): Promise<DemoAnswer> {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (request.token !== undefined) headers.authorization = `Bearer ${request.token}`;
  const answer = await fetch(`${base}/api/v1/${request.path}`, {
    method: request.method ?? 'POST',
    headers,
    signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
  });
  const json: unknown = await answer.json().catch(() => null);
  const isObject = typeof json === 'object' && json !== null;
  return { status: answer.status, fields: new Map(isObject ? Object.entries(json) : []) };
}

/** Calls the API and insists on success. */
export async function mustCall(base: string, request: DemoRequest): Promise<DemoAnswer['fields']> {
  const { status, fields } = await callApi(base, request);
  if (status >= 200 && status < 300) return fields;
  throw new StackError(
    `--demo: ${request.path} answered ${status} (${fields.get('detail') ?? 'no detail'}).`,
    ['npm start without --demo', 'npm start -- --fresh --demo starts over with empty data'],
  );
}
