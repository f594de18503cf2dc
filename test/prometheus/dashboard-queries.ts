import type { Dashboard } from '@grafana/schema';

export interface DashboardQuery {
  /** Dashboard and panel, or variable. */
  readonly where: string;
  readonly expr: string;
  readonly legend: string;
}

/** Everything that a dashboard asks Prometheus, its variables too. */
export function dashboardQueries({
  title = '',
  panels = [],
  templating,
}: Dashboard): readonly DashboardQuery[] {
  const asked = panels.flatMap((panel) =>
    ('targets' in panel ? (panel.targets ?? []) : []).map((target) => ({
      where: `${title}, ${panel.title}`,
      expr: String(target.expr),
      legend: String(target.legendFormat),
    })),
  );
  const chosen = (templating?.list ?? []).flatMap(({ name, type, query }) => {
    const [, expr = '', label = ''] = /^label_values\((.+), (\w+)\)$/.exec(String(query)) ?? [];
    return type === 'query' ? [{ where: `${title}, $${name}`, expr, legend: `{{${label}}}` }] : [];
  });
  return [...asked, ...chosen];
}
