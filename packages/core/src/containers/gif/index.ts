// GIF: GIF89a specification (CompuServe 1990), with the application extensions in use.
import type { Format } from '../../types.js';
import { isGif } from '../signatures.js';
import { scanGif } from './scan.js';

/** The GIF container. */
export const gif: Format<'gif'> = {
  name: 'gif',
  match: isGif,
  scan: scanGif,
};
