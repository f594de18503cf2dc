import {
  GraphThresholdsStyleMode,
  type Panel,
  SortOrder,
  ThresholdsMode,
  TooltipDisplayMode,
  VisibilityMode,
} from '@grafana/schema';

/** A line of a panel: what is asked, and what its legend says (`{{label}}` is filled in). */
export type Line = readonly [legend: string, expr: string];

/** Units as Grafana names them. */
type Unit = 'short' | 's' | 'ops' | 'percentunit' | 'bytes' | 'none';

export interface PanelSpec {
  readonly title: string;
  /** The question that the panel answers, or what to think of what it shows. */
  readonly description: string;
  readonly unit: Unit;
  readonly lines: readonly Line[];
  /** Above it all is not well; drawn in red. */
  readonly limit?: number;
}

/** A panel that `dashboard` gives its place. */
export type UnplacedPanel = Omit<Panel, 'gridPos' | 'id' | 'type'> & { readonly type: 'stat' | 'timeseries' };

/** The variable of every dashboard that says which Prometheus is asked. */
const SOURCE = { type: 'prometheus', uid: '$datasource' };

/** One number, coloured by its limit. */
export function stat(spec: PanelSpec): UnplacedPanel {
  return {
    ...common(spec),
    type: 'stat',
    fieldConfig: fieldConfig(spec, {}),
    options: {
      reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
      colorMode: spec.limit === undefined ? 'none' : 'value',
      graphMode: 'area',
      textMode: 'value',
    },
  };
}

/** Lines over time. */
export function timeSeries(spec: PanelSpec): UnplacedPanel {
  const mode = spec.limit === undefined ? GraphThresholdsStyleMode.Off : GraphThresholdsStyleMode.Line;
  const custom = { fillOpacity: 5, showPoints: VisibilityMode.Never, thresholdsStyle: { mode } };
  return {
    ...common(spec),
    type: 'timeseries',
    fieldConfig: fieldConfig(spec, custom),
    options: {
      legend: { displayMode: 'list', placement: 'bottom', showLegend: true },
      tooltip: { mode: TooltipDisplayMode.Multi, sort: SortOrder.Descending },
    },
  };
}

function common({
  title,
  description,
  lines,
}: PanelSpec): Pick<Panel, 'title' | 'description' | 'datasource' | 'targets'> {
  const targets = lines.map(([legendFormat, expr], index) => ({
    refId: String.fromCharCode('A'.charCodeAt(0) + index),
    datasource: SOURCE,
    expr,
    legendFormat,
  }));
  return { title, description, datasource: SOURCE, targets };
}

function fieldConfig(
  { unit, limit }: PanelSpec,
  custom: Record<string, unknown>,
): NonNullable<Panel['fieldConfig']> {
  const steps = [
    { color: 'green', value: null },
    ...(limit === undefined ? [] : [{ color: 'red', value: limit }]),
  ];
  return {
    defaults: { unit, min: 0, thresholds: { mode: ThresholdsMode.Absolute, steps }, custom },
    overrides: [],
  };
}
