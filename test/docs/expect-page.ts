import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { ROOT, readText } from './pages.js';

const { UPDATE_GENERATED } = process.env;

/** Compares a file of the repository with what it is generated from, or writes it. */
export function expectPage(path: string, text: string): void {
  if (UPDATE_GENERATED === '1') writeFileSync(join(ROOT, path), text);
  expect(readText(path), 'run npm test with UPDATE_GENERATED=1').to.equal(text);
}
