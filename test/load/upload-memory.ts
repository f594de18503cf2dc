/**
 * @module How much memory an upload of 200 MiB takes: a gateway process of its own, the size of that process before and at its peak.
 * `node --conditions=crosstalk-source --import tsx test/load/upload-memory.ts [megabytes]`, with MONGODB_URL and REDIS_URL set and everything
 * built; Linux only, since the peak is read from /proc.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { Cluster } from '../harness/cluster.js';
import { newPerson } from '../harness/people.js';

const MEBIBYTE = 1024 * 1024;
const BOUNDARY = 'x-upload-memory';

function* formOf(mebibytes: number): Generator<Uint8Array> {
  yield Buffer.from(
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="large.bin"\r\nContent-Type: application/octet-stream\r\n\r\n`,
  );
  const block = randomBytes(MEBIBYTE);
  for (let count = 0; count < mebibytes; count += 1) {
    // Of its own content, so that the bytes cannot be shared with an upload before.
    block.writeUInt32BE(count);
    yield Uint8Array.from(block);
  }
  yield Buffer.from(`\r\n--${BOUNDARY}--\r\n`);
}

async function upload(url: string, token: string, mebibytes: number): Promise<number> {
  const response = await fetch(`${url}/api/v1/files`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
    },
    body: Readable.toWeb(Readable.from(formOf(mebibytes))) as ReadableStream,
    duplex: 'half',
  } as RequestInit);
  await response.arrayBuffer();
  return response.status;
}

/** Mebibytes of the process that are in memory. */
function resident(pid: number, which: 'VmRSS' | 'VmHWM'): number {
  const line = readFileSync(`/proc/${pid}/status`, 'utf8').match(new RegExp(`^${which}:\\s+(\\d+) kB`, 'm'));
  return Number(line?.[1]) / 1024;
}

const mebibytes = Number(process.argv[2] ?? 200);
const environment = { MAX_UPLOAD_BYTES: String(1024 * MEBIBYTE) };
const cluster = await Cluster.start({ gateways: 1, environment });
try {
  const { url, pid } = cluster.node(0);
  const { token } = await newPerson(url);
  // Loads what an upload needs, so that code does not count as memory of the upload.
  await upload(url, token, 2);
  const before = resident(pid, 'VmRSS');
  // Forgets the peak of the start.
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
  const startedAt = performance.now();
  const status = await upload(url, token, mebibytes);
  const seconds = (performance.now() - startedAt) / 1_000;
  const peak = resident(pid, 'VmHWM');
  process.stdout.write(
    `upload of ${mebibytes} MiB: status ${status}, ${seconds.toFixed(1)} s, ` +
      `memory before ${before.toFixed(0)} MiB, peak ${peak.toFixed(0)} MiB, extra ${(peak - before).toFixed(0)} MiB\n`,
  );
} finally {
  await cluster.stop();
}
