/**
 * Finds or fetches mongod and Redis and runs the local cluster.
 *
 * @module
 */
export { GatewayPool } from './front-door/gateway-pool.js';
export { type FrontDoor, type FrontDoorPlan, startFrontDoor } from './front-door/start-front-door.js';
export { isPortFree, pickPort } from './process/port.js';
export { ReleaseStack } from './process/release-stack.js';
export { startWatchdog, type Watchdog } from './process/watchdog.js';
export { BINARIES, type BinaryKind } from './resolve/binary-kind.js';
export { resolveBinary } from './resolve/resolve-binary.js';
export type { FoundBinary } from './resolve/resolve-step.js';
export type { RunningService } from './services/service.js';
export type { ServiceRequest } from './services/service-request.js';
export { startMongo } from './services/start-mongo.js';
export { startRedis } from './services/start-redis.js';
export { describeFailure, StackError } from './stack-error.js';
