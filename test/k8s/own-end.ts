/** @module How long the programs may take to end, as their sources say it. */
import { readText } from '../docs/pages.js';

/** Between the end that the process gives itself and the kill by who runs it. */
export const SLACK_SECONDS = 5;

/** Seconds beyond its drain. */
export function gatewayMargin(): number {
  return secondsIn('apps/gateway/src/main.ts', /MARGIN_MS = ([\d_]+);/);
}

export function workerStop(): number {
  return secondsIn('apps/worker/src/main.ts', /stopWithinMs: \(\) => ([\d_]+),/);
}

function secondsIn(path: string, pattern: RegExp): number {
  const digits = pattern.exec(readText(path))?.[1];
  if (!digits) throw new Error(`${path} does not say any more how long the end may take (${pattern})`);
  return Number(digits.replaceAll('_', '')) / 1_000;
}
