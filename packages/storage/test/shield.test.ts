import { ChatError } from '@crosstalk/domain';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { mongo } from 'mongoose';
import { shield } from '../src/errors/shield.js';
import { toChatError } from '../src/errors/to-chat-error.js';

class Store {
  readonly #secret = 'kept';
  failure: unknown = new Error('mongodb://user:password@host');
  async fail(): Promise<never> {
    throw this.failure;
  }
  async read(suffix: string): Promise<string> {
    return `${this.#secret} ${suffix}`;
  }
  now(): string {
    return this.#secret;
  }
}

describe('The shield around a store', () => {
  it('lets answers and private state through', async () => {
    const store = shield(new Store());
    expect(await store.read('well')).to.equal('kept well');
    expect(store.now()).to.equal('kept');
  });

  it('turns what was not expected into internal, tells nothing of it, and keeps the cause', async () => {
    const store = shield(new Store());
    const error = await store.fail().catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(ChatError).with.property('code', 'internal');
    expect(`${error}`).to.not.contain('password');
    expect((error as ChatError).cause).to.equal(store.failure);
  });

  it('lets errors of the domain through as they are', async () => {
    const store = shield(new Store());
    store.failure = new ChatError('conflict', 'x');
    expect(await store.fail().catch((reason: unknown) => reason)).to.equal(store.failure);
  });

  it('calls MongoDB away what its driver says when it is away', () => {
    const away = [
      new mongo.MongoNetworkError('connection closed'),
      new mongo.MongoNetworkTimeoutError('timed out'),
      // Written to a connection in the moment in which the server closed it: the driver does not wrap it.
      Object.assign(new Error('This socket has been ended by the other party'), { code: 'EPIPE' }),
      Object.assign(new Error('interrupted by the monitor'), { name: 'PoolClearedOnNetworkError' }),
      new mongo.MongoServerError({ message: 'not primary', code: 10107 }),
      new mongo.MongoServerError({ message: 'operation exceeded time limit', code: 50 }),
      new mongo.MongoServerError({ message: 'waiting for replication timed out', code: 64 }),
      new mongo.MongoBulkWriteError(
        new mongo.MongoNetworkError('connection closed') as never,
        {} as mongo.BulkWriteResult,
      ),
    ];
    for (const error of away) expect(toChatError(error).code, error.message).to.equal('unavailable');
    expect(toChatError(new mongo.MongoServerError({ message: 'E11000', code: 11000 })).code).to.equal(
      'internal',
    );
  });
});
