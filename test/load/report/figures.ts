import type { DeliveryFigure } from '../scenarios/measure-deliveries.js';
import type { IdleFigure } from '../scenarios/measure-idle.js';
import type { RateFigure } from '../scenarios/measure-sends.js';

/** What was measured of one system on one of its wires. */
export interface WireFigures {
  idle?: IdleFigure;
  deliveries?: { readonly steady: DeliveryFigure; readonly burst: DeliveryFigure };
  sends?: RateFigure;
  history?: RateFigure;
}

/** By the name of the wire. */
export type SystemFigures = Record<string, WireFigures>;
