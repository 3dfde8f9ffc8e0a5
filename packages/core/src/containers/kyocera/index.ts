// Kyocera Contax N Digital raw: recognized, its header reported as a block; the picture is not described.
import type { Format } from '../../types.js';
import { isKyocera } from '../signatures.js';

const headerBytes = 156;

/** The raw files of the Contax N Digital, whose header spells its texts backwards. */
export const kyocera: Format<'kyocera'> = {
  name: 'kyocera',
  match: isKyocera,
  *scan() {
    const view = yield { start: 0, end: headerBytes };
    const end = Math.min(headerBytes, view.end);
    return {
      fileType: { type: 'RAW', extension: 'raw', mimeType: 'image/x-raw' },
      picture: {},
      blocks: [{ kind: 'makernote', ranges: [{ start: 0, end }], path: 'kyocera', label: 'KYOCERA' }],
      imageData: [],
    };
  },
};
