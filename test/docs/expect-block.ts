import { expect } from 'chai';
import { expectPage } from './expect-page.js';
import { readText } from './pages.js';

/** Compares what stands between the markers of a block, or writes it. */
export function expectBlock(path: string, name: string, text: string): void {
  const page = readText(path);
  const begin = `<!-- generated: ${name} -->\n`;
  const start = page.indexOf(begin) + begin.length;
  const stop = page.indexOf('<!-- end -->', start);
  expect(page.includes(begin) && stop > 0, `${path} has a block "${name}"`).to.equal(true);
  expectPage(path, `${page.slice(0, start)}${text}\n${page.slice(stop)}`);
}
