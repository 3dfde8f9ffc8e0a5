// Every format at hand, for what cannot wait for one to be fetched.
import { gif } from '../containers/gif/index.js';
import { heif } from '../containers/heif/index.js';
import { jpeg } from '../containers/jpeg/index.js';
import { kyocera } from '../containers/kyocera/index.js';
import { png } from '../containers/png/index.js';
import { tiff } from '../containers/tiff/index.js';
import { webp } from '../containers/webp/index.js';
import type { Format } from '../types.js';

export { gif, heif, jpeg, kyocera, png, tiff, webp };

export const formatsAtHand: readonly Format[] = [jpeg, png, webp, heif, gif, tiff, kyocera];
