const FIRST_MS = 500;
const LONGEST_MS = 10_000;

/** Milliseconds before start number `failures` + 1: doubles from half a second to ten. */
export function restartDelay(failures: number): number {
  return Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS);
}
