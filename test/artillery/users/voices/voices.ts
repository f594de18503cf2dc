import type { DialectName } from '../dialects.js';
import type { OpenVoice } from '../voice.js';
import { casamsaVoice } from './casamsa-voice.js';
import { channelsVoice } from './channels-voice.js';
import { consumerVoice } from './consumer-voice.js';
import { dialogsVoice } from './dialogs-voice.js';
import { fsegoVoice } from './fsego-voice.js';

export const VOICES: Readonly<Record<DialectName, OpenVoice>> = {
  channels: channelsVoice,
  dialogs: dialogsVoice,
  casamsa: casamsaVoice,
  fsego: fsegoVoice,
  consumer: consumerVoice,
};
