// GIF: GIF89a specification (CompuServe 1990), with the application extensions in use.
import type { Format } from '../../types.js';
import { scanGif } from './scan.js';

/** The GIF container. */
export const gif: Format<'gif'> = {
  name: 'gif',
  match: (head) => head.has(0, 13) && /^GIF8[79]a$/.test(head.latin1(0, 6)),
  scan: scanGif,
};
