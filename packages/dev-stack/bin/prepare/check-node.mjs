const OLDEST = [20, 19];

/** Ends the process with a clear line on a Node that cannot run the project; must stay plain old JavaScript. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  console.error(`Node ${OLDEST.join('.')} or later is needed, this is ${process.versions.node}.`);
  process.exit(1);
}
