import type { Resolve } from '@crosstalk/safe-fetch';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { ask, reasonOf } from './support/ask.js';
import { servers } from './support/servers.js';

/** In these tests 127.0.0.1 stands for a public address: it is the only one that is open. */
const allow = ['127.0.0.1'];

/** One answer after the other, the last one for ever; counts the questions. */
function rebinding(...answers: readonly (readonly string[])[]): { resolve: Resolve; questions: string[] } {
  const questions: string[] = [];
  const resolve: Resolve = async ({ host }) => {
    questions.push(host);
    return answers[Math.min(questions.length, answers.length) - 1] ?? [];
  };
  return { resolve, questions };
}

describe('The address of a name', () => {
  const start = servers();

  it('is asked once, and the connection goes to the answer that was checked', async () => {
    const server = await start((request, answer) => answer.end(request.headers.host));
    // No DNS knows the name: only the answer of this resolver can lead to the server.
    const url = `http://rebind.example.com:${server.port}/`;
    const { resolve, questions } = rebinding(['127.0.0.1'], ['10.0.0.1']);
    const response = await ask({ url }, { allow, resolve });
    expect(response.body.toString()).to.equal(`rebind.example.com:${server.port}`);
    expect(questions).to.deep.equal(['rebind.example.com']);
  });

  it('is checked anew for the next request', async () => {
    const server = await start((_, answer) => answer.end());
    const url = `http://rebind.example.com:${server.port}/`;
    const { resolve } = rebinding(['127.0.0.1'], ['10.0.0.1']);
    expect(await reasonOf(ask({ url }, { allow, resolve }))).to.equal('answered 200');
    expect(await reasonOf(ask({ url }, { allow, resolve }))).to.equal('forbidden_address');
  });

  it('is checked anew for a redirect to the same name', async () => {
    const server = await start((_, answer) => answer.writeHead(302, { location: '/again' }).end());
    const url = `http://rebind.example.com:${server.port}/`;
    const { resolve, questions } = rebinding(['127.0.0.1'], ['::ffff:127.0.0.1']);
    expect(await reasonOf(ask({ url }, { allow, resolve }))).to.equal('forbidden_address');
    expect(questions).to.have.length(2);
    expect(server.connections()).to.equal(1);
  });

  for (const address of [
    '10.0.0.1',
    '::1',
    '::ffff:127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'fe80::1%lo',
  ]) {
    it(`is refused when one of several is ${address}, wherever it stands`, async () => {
      const server = await start((_, answer) => answer.end());
      const url = `http://mixed.example.com:${server.port}/`;
      for (const answer of [[address], ['127.0.0.1', address], [address, '127.0.0.1']]) {
        const { resolve } = rebinding(answer);
        expect(await reasonOf(ask({ url }, { allow, resolve }))).to.equal('forbidden_address');
      }
      expect(server.connections()).to.equal(0);
    });
  }

  for (const answer of [[], ['localhost'], ['127.0.0.1', 'hook.example.com'], ['2130706433']]) {
    it(`is none when the resolver says «${answer.join(' ')}»`, async () => {
      const { resolve } = rebinding(answer);
      const url = 'http://none.example.com/';
      expect(await reasonOf(ask({ url }, { allow, resolve }))).to.equal('not_resolved');
    });
  }

  it('is none when the resolver fails, and a retry makes sense', async () => {
    const resolve = async () => Promise.reject(new Error('queryA ESERVFAIL hook.example.com'));
    const error = await ask({ url: 'http://hook.example.com/' }, { resolve }).catch(
      (reason: unknown) => reason,
    );
    expect(error).to.include({ reason: 'not_resolved', retryable: true });
    expect(error).to.have.property('message').that.does.not.contain('ESERVFAIL');
  });

  it('may be one of several: the next is tried when the first does not answer', async () => {
    const server = await start((_, answer) => answer.end());
    const url = `http://twice.example.com:${server.port}/`;
    const { resolve } = rebinding(['127.0.0.2', '127.0.0.1']);
    const client = { allow: ['127.0.0.0/8'], resolve };
    expect(await reasonOf(ask({ url }, client))).to.equal('answered 200');
  });
});
