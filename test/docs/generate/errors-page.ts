import { ERROR_CODES, ERROR_KINDS } from '@crosstalk/domain';
import { table } from './table.js';

/** Every error code of the domain with what it means to the caller. */
export function errorsPage(): string {
  const rows = ERROR_CODES.map((code) => {
    const { httpStatus, retryable, logLevel, meaning } = ERROR_KINDS[code];
    return [`\`${code}\``, `${httpStatus}`, retryable ? 'yes' : 'no', logLevel, meaning];
  });
  return `# Errors

Generated from the table in \`packages/domain/src/errors.ts\`; regenerate with \`UPDATE_GENERATED=1\`.
Every use case fails with one of these codes and nothing else. A dialect has its own words for them, which its \`PROTOCOL.md\` lists;
REST answers the status with \`application/problem+json\`, in which \`code\` is the code.
«Again»: whether the same request may succeed later without a change.

${table(['code', 'HTTP status', 'again', 'log level', 'meaning'], rows)}
`;
}
