import { byDialect, type DialectName } from '../users/dialects.js';

export interface Distribution {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** What Artillery has counted. Times are milliseconds from the client's side, within one per cent. */
export interface Figures {
  readonly seconds: number;
  readonly users: {
    readonly created: number;
    readonly completed: number;
    readonly failed: number;
    readonly skipped: number;
  };
  readonly requests: number;
  readonly errors: number;
  /** By what Artillery calls them. */
  readonly errorCodes: Readonly<Record<string, number>>;
  readonly sends: number;
  readonly acknowledged: number;
  readonly deliveries: number;
  readonly lost: number;
  readonly doubled: number;
  readonly disordered: number;
  readonly connections: Readonly<Record<DialectName, number>>;
  readonly acks: Distribution;
  readonly acksOf: Readonly<Record<DialectName, Distribution>>;
  readonly delivery: Distribution;
}

/** The `aggregate` of the file that Artillery writes. */
export interface Aggregate {
  readonly counters: Readonly<Record<string, number>>;
  readonly summaries: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly firstMetricAt?: number;
  readonly lastMetricAt?: number;
}

/** The figures of a run; what was never counted is 0. */
export function figuresOf({ counters, summaries, firstMetricAt = 0, lastMetricAt = 0 }: Aggregate): Figures {
  const count = (name: string): number => counters[name] ?? 0;
  const own = (name: string): number => count(`crosstalk.${name}`);
  const distribution = (name: string): Distribution => {
    const { count: n = 0, p50 = 0, p95 = 0, p99 = 0, max = 0 } = summaries[`crosstalk.${name}`] ?? {};
    return { count: n, p50, p95, p99, max };
  };
  const errors = Object.entries(counters).filter(([name]) => name.startsWith('errors.'));
  return {
    seconds: (lastMetricAt - firstMetricAt) / 1_000,
    users: {
      created: count('vusers.created'),
      completed: count('vusers.completed'),
      failed: count('vusers.failed'),
      skipped: count('vusers.skipped'),
    },
    requests: own('requests'),
    errors: own('errors'),
    errorCodes: Object.fromEntries(errors.map(([name, value]) => [name.slice('errors.'.length), value])),
    sends: own('sends'),
    acknowledged: own('acknowledged'),
    deliveries: own('deliveries'),
    lost: own('lost'),
    doubled: own('doubled'),
    disordered: own('disordered'),
    connections: byDialect((dialect) => own(`connections.${dialect}`)),
    acks: distribution('ack_ms'),
    acksOf: byDialect((dialect) => distribution(`ack_ms.${dialect}`)),
    delivery: distribution('delivery_ms'),
  };
}
