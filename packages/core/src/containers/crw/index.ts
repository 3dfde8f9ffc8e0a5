// Canon's raw files before CR2: a heap of CIFF, which the block of Canon's notes reads. Read, not written.
import { measure } from '../../bytes/scan.js';
import type { Format } from '../../types.js';
import { isCrw } from '../signatures.js';

/** The CRW container. */
export const crw: Format<'crw'> = {
  name: 'crw',
  match: isCrw,
  *scan({ size }) {
    const end = size ?? (yield* measure());
    return {
      fileType: { type: 'CRW', extension: 'crw', mimeType: 'image/x-canon-crw' },
      picture: {},
      blocks: [{ kind: 'makernote', label: 'CIFF', ranges: [{ start: 0, end }], path: 'crw' }],
      tail: { kind: 'trailer', ranges: [{ start: 26, end }], path: 'crw/trailer' },
      imageData: [],
    };
  },
};
