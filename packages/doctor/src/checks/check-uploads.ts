import { type Finding, fail, ok, warn } from '../finding.js';
import { ask } from '../net/ask.js';
import { isProblem, statusInWords } from '../net/in-words.js';
import type { Target } from '../target.js';

const CHECK = 'uploads';
/** Announced, and not sent but for the beginning. A gateway refuses a stranger before it reads the body, and more than its limit with a document of its own. */
const ANNOUNCED_BYTES = 200 * 1024 * 1024;
/** Some proxies ask a gateway only when the body begins. */
const BEGINNING = '--doctor\r\n'.padEnd(16_384, '\n');

/** Whether something before the gateways refuses large bodies, or gathers them first. */
export async function checkUploads(target: Target): Promise<readonly Finding[]> {
  const headers = {
    'content-type': 'multipart/form-data; boundary=doctor',
    'content-length': String(ANNOUNCED_BYTES),
  };
  const answer = await ask(target, {
    method: 'POST',
    path: '/api/v1/files',
    headers,
    body: BEGINNING,
    unfinished: true,
  }).catch((error: Error) => error);
  if (answer instanceof Error) {
    return [
      warn(
        CHECK,
        `An upload ${answer.message} while its body is still to come: the load balancer seems to gather bodies before it passes them on.`,
        'Let it stream request bodies (nginx: proxy_request_buffering off).',
      ),
    ];
  }
  if (isProblem(answer)) return [ok(CHECK, 'Uploads of 200 MiB get to a gateway while they come in.')];
  if (answer.status === 413) {
    return [
      fail(
        CHECK,
        'The load balancer refuses uploads of 200 MiB (413) before a gateway sees them.',
        'Raise its limit above MAX_UPLOAD_BYTES (nginx: client_max_body_size).',
      ),
    ];
  }
  return [
    warn(
      CHECK,
      `An upload ${statusInWords(answer)} by something that is no gateway.`,
      'See which rule of the load balancer answers it.',
    ),
  ];
}
