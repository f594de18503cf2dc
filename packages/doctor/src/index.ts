/**
 * Probes a deployment from outside and says what is wrong.
 *
 * @module
 */
export { DOORS, type Door } from './doors.js';
export { examine } from './examine.js';
export type { Finding, Verdict } from './finding.js';
export { type DoctorOptions, doctorOptions } from './options.js';
export { runDoctor } from './run-doctor.js';
