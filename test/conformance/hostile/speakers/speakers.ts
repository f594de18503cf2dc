import { casamsaSpeaker } from './casamsa-speaker.js';
import { channelsSpeaker } from './channels-speaker.js';
import { consumerSpeaker } from './consumer-speaker.js';
import { dialogsSpeaker } from './dialogs-speaker.js';
import { fsegoSpeaker } from './fsego-speaker.js';
import type { HostileSpeaker } from './hostile-speaker.js';

export const speakers: readonly HostileSpeaker[] = [
  dialogsSpeaker,
  channelsSpeaker,
  fsegoSpeaker,
  casamsaSpeaker,
  consumerSpeaker,
];
