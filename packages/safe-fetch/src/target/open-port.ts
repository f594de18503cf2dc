/** Ports of other protocols above 1023 that browsers refuse, from the list of «bad ports» of the Fetch standard, section 2.9. */
const BAD_PORTS: ReadonlySet<number> = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697,
  10080,
]);
const FIRST_UNPRIVILEGED = 1_024;

/** Whether a stranger may choose the port: those of the web and what is not privileged, so that nobody sends mail by way of us. */
export function isOpenPort(port: number): boolean {
  return port === 80 || port === 443 || (port >= FIRST_UNPRIVILEGED && !BAD_PORTS.has(port));
}
