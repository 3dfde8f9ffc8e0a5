// The blocks of GIF files that are records.
import { recordFile } from '../record-rows.mjs';

export const files = (tables) => ({
  'tags/gif.generated.ts': recordFile(tables, [
    ['screen', 'GIF::Screen'],
    ['animation', 'GIF::Animation'],
    ['midiControl', 'GIF::MIDIControl'],
  ]),
});
