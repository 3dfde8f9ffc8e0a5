// The chunks of WebP files that are records.
import { recordFile } from '../record-rows.mjs';

export const files = (tables) => ({
  'tags/riff.generated.ts': recordFile(
    tables,
    [
      ['vp8', 'RIFF::VP8'],
      ['vp8Lossless', 'RIFF::VP8L'],
      ['vp8Extended', 'RIFF::VP8X'],
      ['animation', 'RIFF::ANIM'],
      ['alpha', 'RIFF::ALPH'],
    ],
    { unlabelled: ['WebP_Flags'] },
  ),
});
