import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { replayTranscript, type Transcript } from '../../../../test/conformance/bench/replay-transcript.js';
import { consumer } from '../src/dialect.js';

const FOLDER = new URL('./transcripts/', import.meta.url);

describe('consumer: transcripts', () => {
  for (const file of readdirSync(FOLDER)) {
    const transcript = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Transcript;
    it(`${transcript.title} (${file})`, () => replayTranscript(consumer, transcript));
  }
});
