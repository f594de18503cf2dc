import { ChatError } from '@crosstalk/domain';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { GroupCommit } from '../src/messages/group-commit.js';

/** A store whose commits end when the test says so. */
function manualStore() {
  const commits: {
    readonly key: string;
    readonly items: readonly string[];
    resolve(outcomes: readonly (string | ChatError)[]): void;
    reject(error: Error): void;
  }[] = [];
  const group = new GroupCommit<string, string, string>({
    maxBatch: 3,
    maxWaiting: 5,
    commit: (key, items) =>
      new Promise((resolve, reject) => {
        commits.push({ key, items, resolve, reject });
      }),
  });
  return { commits, group };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => value,
    (error: unknown) => (error instanceof ChatError ? error.code : error),
  );

describe('Group commit', () => {
  it('commits what came together as one, and what comes meanwhile as the next', async () => {
    const { commits, group } = manualStore();
    const first = [group.submit('room', 'a'), group.submit('room', 'b')];
    await turn();
    const next = [group.submit('room', 'c'), group.submit('room', 'd')];
    await turn();
    expect(commits.map(({ items }) => items)).to.deep.equal([['a', 'b']]);
    commits[0]?.resolve(['A', 'B']);
    expect(await Promise.all(first)).to.deep.equal(['A', 'B']);
    await turn();
    expect(commits.map(({ items }) => items)).to.deep.equal([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    commits[1]?.resolve(['C', 'D']);
    expect(await Promise.all(next)).to.deep.equal(['C', 'D']);
    await group.idle();
  });

  it('keeps batches to their limit, in the order of arrival', async () => {
    const { commits, group } = manualStore();
    const all = ['a', 'b', 'c', 'd', 'e'].map((item) => group.submit('room', item));
    await turn();
    commits[0]?.resolve(['A', 'B', 'C']);
    await turn();
    commits[1]?.resolve(['D', 'E']);
    expect(await Promise.all(all)).to.deep.equal(['A', 'B', 'C', 'D', 'E']);
    expect(commits.map(({ items }) => items.length)).to.deep.equal([3, 2]);
  });

  it('lets no key wait for another', async () => {
    const { commits, group } = manualStore();
    void group.submit('one', 'a');
    const other = group.submit('other', 'b');
    await turn();
    expect(commits.map(({ key }) => key)).to.deep.equal(['one', 'other']);
    commits[1]?.resolve(['B']);
    expect(await other).to.equal('B');
  });

  it('rejects alone the item whose outcome is an error', async () => {
    const { commits, group } = manualStore();
    const results = ['a', 'b'].map((item) => codeOf(group.submit('room', item)));
    await turn();
    commits[0]?.resolve([new ChatError('internal', 'x'), 'B']);
    expect(await Promise.all(results)).to.deep.equal(['internal', 'B']);
  });

  it('rejects what waits, too, when the store is away, and starts over with what comes next', async () => {
    const { commits, group } = manualStore();
    const first = codeOf(group.submit('room', 'a'));
    await turn();
    const waiting = codeOf(group.submit('room', 'b'));
    commits[0]?.reject(new ChatError('unavailable', 'x'));
    expect(await Promise.all([first, waiting])).to.deep.equal(['unavailable', 'unavailable']);
    expect(commits).to.have.length(1);
    const later = group.submit('room', 'c');
    await turn();
    commits[1]?.resolve(['C']);
    expect(await later).to.equal('C');
  });

  it('goes on with what waits after any other failure', async () => {
    const { commits, group } = manualStore();
    const first = codeOf(group.submit('room', 'a'));
    await turn();
    const waiting = group.submit('room', 'b');
    commits[0]?.reject(new ChatError('internal', 'x'));
    expect(await first).to.equal('internal');
    await turn();
    commits[1]?.resolve(['B']);
    expect(await waiting).to.equal('B');
  });

  it('refuses what comes when too much waits', async () => {
    const { group } = manualStore();
    void group.submit('room', 'in flight');
    await turn();
    for (let count = 0; count < 5; count += 1) void group.submit('room', 'waits');
    expect(await codeOf(group.submit('room', 'too much'))).to.equal('unavailable');
  });
});
