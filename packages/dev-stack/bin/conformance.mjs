#!/usr/bin/env node
// `npm run conformance -- --url http://…`: the conformance suites of every dialect against a deployment that is running.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { checkNode } from './prepare/check-node.mjs';
import { installDependencies } from './prepare/install-dependencies.mjs';
import { ROOT } from './prepare/root.mjs';

const USAGE = `Usage: npm run conformance -- --url http://host:port [--url http://other-node:port] [--chat-key KEY] [-- mocha options]
Without --url a cluster of two nodes is started for each suite (that needs MONGODB_URL and REDIS_URL: npm run services).
The suites register some dozens of people: the deployment needs REGISTRATIONS_PER_HOUR=1000 or so.`;

checkNode();
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: 'string', multiple: true, default: [] },
    'chat-key': { type: 'string', default: 'dev-chat-key' },
    help: { type: 'boolean', default: false },
  },
});
const wrong = values.url.filter((url) => !/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : ''));
if (values.help || wrong.length > 0) {
  if (wrong.length > 0) console.error(`${wrong.join(', ')} is no http or https URL.`);
  console.log(USAGE);
  process.exit(values.help ? 0 : 1);
}
if (!installDependencies()) process.exit(1);
const mocha = ['--no-config', '--node-option', 'import=tsx', '--node-option', 'conditions=crosstalk-source'];
const suites = positionals.length > 0 ? positionals : ['test/conformance/live/**/*.test.ts'];
const { status } = spawnSync(
  process.execPath,
  ['node_modules/mocha/bin/mocha.js', ...mocha, '--timeout', '300000', ...suites],
  {
    cwd: ROOT,
    stdio: 'inherit',
    env: {
      ...process.env,
      ...(values.url.length > 0
        ? { CONFORMANCE_URLS: values.url.map((url) => url.replace(/\/$/, '')).join(',') }
        : {}),
      CONFORMANCE_CHAT_KEY: values['chat-key'],
    },
  },
);
process.exit(status ?? 1);
