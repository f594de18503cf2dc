import {
  type Dashboard,
  DashboardCursorSync,
  type Panel,
  type VariableModel,
  VariableRefresh,
} from '@grafana/schema';
import type { UnplacedPanel } from './panel.js';

export interface DashboardSpec {
  /** Part of its address, so it stays. */
  readonly uid: `crosstalk-${string}`;
  readonly title: string;
  readonly description: string;
  /** Whether one may choose nodes. */
  readonly instances?: 'crosstalk-gateway' | 'crosstalk-worker';
  readonly panels: readonly UnplacedPanel[];
}

/** Oldest format with all that is used here; a newer Grafana brings it up to date by itself. */
const SCHEMA_VERSION = 39;
const WIDTH = 24;
const SIZES = { stat: { w: 4, h: 4 }, timeseries: { w: 12, h: 8 } };

export function dashboard({ uid, title, description, instances, panels }: DashboardSpec): Dashboard {
  return {
    uid,
    title: `Crosstalk: ${title}`,
    description,
    tags: ['crosstalk'],
    schemaVersion: SCHEMA_VERSION,
    editable: false,
    graphTooltip: DashboardCursorSync.Crosshair,
    time: { from: 'now-3h', to: 'now' },
    refresh: '30s',
    links: [],
    templating: { list: variables(instances) },
    panels: placed(panels),
  };
}

/** In their order, in rows from left to right. */
function placed(panels: readonly UnplacedPanel[]): Panel[] {
  let [x, y, rowHeight] = [0, 0, 0];
  return panels.map((panel, index) => {
    const { w, h } = SIZES[panel.type];
    if (x + w > WIDTH || (x > 0 && h !== rowHeight)) [x, y] = [0, y + rowHeight];
    const gridPos = { x, y, w, h };
    [x, rowHeight] = [x + w, h];
    return { id: index + 1, gridPos, ...panel };
  });
}

function variables(instances: DashboardSpec['instances']): VariableModel[] {
  const source: VariableModel = {
    name: 'datasource',
    type: 'datasource',
    label: 'Prometheus',
    query: 'prometheus',
  };
  const namespace = choice(
    'namespace',
    'deployment',
    'label_values(up{job=~"crosstalk-gateway|crosstalk-worker"}, namespace)',
  );
  if (!instances) return [source, namespace];
  const query = `label_values(up{job="${instances}", namespace=~"$namespace"}, instance)`;
  return [source, namespace, choice('instance', 'node', query)];
}

function choice(name: string, label: string, query: string): VariableModel {
  return {
    name,
    type: 'query',
    label,
    datasource: { type: 'prometheus', uid: '$datasource' },
    query,
    refresh: VariableRefresh.onTimeRangeChanged,
    includeAll: true,
    multi: true,
    // Also what has no such label.
    allValue: '.*',
    current: { text: 'All', value: '$__all' },
  };
}
