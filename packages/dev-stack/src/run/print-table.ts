import { type ClusterPlan, dialHost } from '../cluster/cluster-plan.js';
import type { DemoPerson } from '../demo/demo-person.js';

export interface TableContent {
  readonly plan: ClusterPlan;
  readonly mongoUrl: string;
  readonly redisUrl: string;
  readonly logs: string;
  readonly people: readonly DemoPerson[];
}

/** Prints where everything listens and what to try first. */
export function printTable(content: TableContent, report: (line: string) => void): void {
  const { plan } = content;
  const base = (port: number) => `http://${dialHost(plan.host)}:${port}`;
  const door = base(plan.port);
  const rows: [string, string][] = [
    ['front door', plan.publicUrl],
    ...plan.gateways.map(({ name, port, opsPort }): [string, string] => [
      name,
      `${base(port)}  operations ${base(opsPort)}/metrics`,
    ]),
    [plan.worker.name, `operations ${base(plan.worker.opsPort)}/metrics`],
    ['REST documents', `${door}/api/v1/openapi.json`],
    ['MongoDB', withoutPassword(content.mongoUrl)],
    ['Redis', withoutPassword(content.redisUrl)],
    ['logs', content.logs],
    ...content.people.map(({ email, password }): [string, string] => [`demo ${email}`, password]),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  report('');
  for (const [name, value] of rows) report(`  ${name.padEnd(width)}  ${value}`);
  report('\nTry it:');
  for (const line of examples(door, base, plan)) report(`  ${line}`);
  report('\nCtrl-C stops everything.');
}

function examples(door: string, base: (port: number) => string, plan: ClusterPlan): string[] {
  const ann = { email: 'ann@example.com', password: 'correct horse battery', first_name: 'Ann' };
  const [first, second = first] = plan.gateways.map(({ port }) => base(port));
  return [
    `curl -s -X POST ${door}/api/v1/auth/register -H 'content-type: application/json' -d '${JSON.stringify(ann)}'`,
    `node examples/talk.mjs ${first} ${second}`,
  ];
}

function withoutPassword(url: string): string {
  return url.replace(/:\/\/[^@/]*@/, '://…@');
}
