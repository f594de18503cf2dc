/** @module A collector of traces: OTLP over HTTP in its JSON encoding (OTLP specification 1.9, «OTLP/HTTP»), kept in memory. */
import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { within } from './deadline.js';

export type AttributeValues = Readonly<Record<string, string | number | boolean>>;

export interface CollectedSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** Empty: the root. */
  readonly parentSpanId: string;
  readonly name: string;
  readonly kind: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  readonly attributes: AttributeValues;
  readonly resource: AttributeValues;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly failed: boolean;
}

interface Json {
  readonly [key: string]: unknown;
}

const KINDS = ['internal', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
const ERROR_STATUS = 2;

/** Takes what nodes export. */
export class OtlpCollector {
  readonly spans: CollectedSpan[] = [];
  /** Bodies as they came. */
  readonly bodies: string[] = [];
  readonly requests: { readonly path: string; readonly headers: IncomingMessage['headers'] }[] = [];
  /** TCP connections, with and without a request. */
  connections = 0;
  readonly #server: Server;
  readonly #arrivals = new EventEmitter();

  private constructor(server: Server) {
    this.#server = server;
    server.on('connection', () => {
      this.connections += 1;
    });
  }

  static async start(): Promise<OtlpCollector> {
    const server = createServer();
    const collector = new OtlpCollector(server);
    server.on('request', async (request: IncomingMessage, response) => {
      const status = await collector.#take(request).then(
        () => 200,
        () => 400,
      );
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return collector;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The spans of the first trace that is so, as soon as there is one. */
  async trace(
    what: string,
    matches: (spans: readonly CollectedSpan[]) => boolean,
    deadlineMs?: number,
  ): Promise<readonly CollectedSpan[]> {
    const search = async (): Promise<readonly CollectedSpan[]> => {
      for (;;) {
        const found = this.traces().find(matches);
        if (found) return found;
        await once(this.#arrivals, 'spans');
      }
    };
    return within(search(), what, deadlineMs).catch((error: Error) => {
      const seen = this.traces().map((spans) => spans.map(({ name }) => name).join(', '));
      throw new Error(`${error.message}; there are\n${seen.join('\n')}`);
    });
  }

  /** Spans by trace. */
  traces(): readonly (readonly CollectedSpan[])[] {
    const traces = new Map<string, CollectedSpan[]>();
    for (const span of this.spans) traces.set(span.traceId, [...(traces.get(span.traceId) ?? []), span]);
    return [...traces.values()];
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  async #take(request: IncomingMessage): Promise<void> {
    this.requests.push({ path: request.url ?? '', headers: request.headers });
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    this.bodies.push(body);
    this.spans.push(...spansOf(JSON.parse(body) as Json));
    this.#arrivals.emit('spans');
  }
}

function spansOf(body: Json): CollectedSpan[] {
  return listOf(body.resourceSpans).flatMap(({ resource, scopeSpans }) => {
    const ofResource = attributesOf((resource as Json).attributes);
    return listOf(scopeSpans).flatMap(({ spans }) => listOf(spans).map((span) => spanOf(span, ofResource)));
  });
}

function spanOf(span: Json, resource: AttributeValues): CollectedSpan {
  const { traceId, spanId, parentSpanId, name } = span as Record<string, string | undefined>;
  return {
    traceId: traceId ?? '',
    spanId: spanId ?? '',
    parentSpanId: parentSpanId ?? '',
    name: name ?? '',
    kind: KINDS[Number(span.kind)] ?? 'internal',
    attributes: attributesOf(span.attributes),
    resource,
    links: listOf(span.links).map((link) => ({
      traceId: String(link.traceId),
      spanId: String(link.spanId),
    })),
    failed: (span.status as Json | undefined)?.code === ERROR_STATUS,
  };
}

function attributesOf(attributes: unknown): AttributeValues {
  return Object.fromEntries(
    listOf(attributes).map(({ key, value }) => {
      const { stringValue, intValue, doubleValue, boolValue } = value as Json;
      return [
        String(key),
        (stringValue ?? boolValue ?? Number(intValue ?? doubleValue)) as string | number | boolean,
      ];
    }),
  );
}

function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}
