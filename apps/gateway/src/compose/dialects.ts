import { casamsa } from '@crosstalk/dialect-casamsa';
import { channels } from '@crosstalk/dialect-channels';
import { consumer } from '@crosstalk/dialect-consumer';
import { dialogs } from '@crosstalk/dialect-dialogs';
import { fsego } from '@crosstalk/dialect-fsego';
import type { Dialect } from '@crosstalk/dialect-kit';

/** Every wire API that a gateway speaks. */
export const dialects: readonly Dialect[] = [dialogs, channels, fsego, casamsa, consumer];
