import type { Lanes } from './flow/lanes.js';
import type { Ports } from './ports/ports.js';
import type { RateRule } from './ports/rate-limiter.js';
import type { RoomDirectory } from './rooms/room-directory.js';
import type { TypingBoard } from './typing/typing-board.js';

export interface DomainSettings {
  /** Whether people may register themselves. */
  readonly registration: boolean;
  /** Bytes of one upload. */
  readonly maxUploadBytes: number;
  readonly rateRules: RateRules;
}

export interface RateRules {
  readonly registerPerAddress: RateRule;
  readonly loginPerAddress: RateRule;
  readonly loginPerEmail: RateRule;
  readonly uploadPerUser: RateRule;
  readonly exportPerUser: RateRule;
}

/** What a use case works with: the ports, the settings and the little state that this process keeps. */
export interface Domain extends Ports {
  readonly settings: DomainSettings;
  /** Keeps the sends of one connection to one room in order while they are prepared. */
  readonly sendLanes: Lanes;
  readonly typing: TypingBoard;
  readonly roomDirectory: RoomDirectory;
}
