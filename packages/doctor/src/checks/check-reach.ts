import { type Finding, fail, ok } from '../finding.js';
import { ask } from '../net/ask.js';
import { statusInWords } from '../net/in-words.js';
import type { Target } from '../target.js';

const CHECK = 'reachable';
const DOCUMENT = '/api/v1/openapi.json';

/** Whether Crosstalk answers there at all; the other looks make sense only then. */
export async function checkReach(target: Target): Promise<readonly Finding[]> {
  const answer = await ask(target, { path: DOCUMENT }).catch((error: Error) => error);
  const where = target.url.origin;
  if (answer instanceof Error) {
    return [
      fail(
        CHECK,
        `${where} ${answer.message}.`,
        'Check the name, the port and the scheme (http or https), then the load balancer.',
      ),
    ];
  }
  if (answer.status === 200 && isOurs(answer.text)) {
    return [ok(CHECK, `Crosstalk answers at ${where} in ${answer.answeredAt - answer.askedAt} ms.`)];
  }
  const seen = answer.status === 200 ? 'is answered by something else than Crosstalk' : statusInWords(answer);
  return [
    fail(
      CHECK,
      `${DOCUMENT} ${seen}.`,
      answer.status >= 500
        ? 'Look at /readyz of the gateways: it names what they miss. Then at how the load balancer finds them.'
        : 'The load balancer must pass every path on as it is, to the port that gateways have as PORT.',
    ),
  ];
}

function isOurs(text: string): boolean {
  try {
    const { info } = JSON.parse(text) as { info?: { title?: unknown } };
    return info?.title === 'Crosstalk';
  } catch {
    return false;
  }
}
