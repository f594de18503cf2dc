/**
 * What `HEALTHCHECK` of the images runs: 0 when the process answers on its operations port, else 1. Asks `/healthz` and not `/readyz`:
 * a restart does not bring a database back.
 */
const { OPS_PORT } = process.env;

try {
  const answer = await fetch(`http://127.0.0.1:${OPS_PORT}/healthz`, {
    signal: AbortSignal.timeout(2_500),
  });
  process.exitCode = answer.ok ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error.cause?.message ?? error.message}\n`);
  process.exitCode = 1;
}
