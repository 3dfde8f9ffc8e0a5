// Every container format, known by its head; its code is fetched when a file is of it, but for JPEG's.
import { isGif } from '../containers/gif/signature.js';
import { isHeif } from '../containers/heif/brands.js';
import { jpeg } from '../containers/jpeg/index.js';
import { isKyocera } from '../containers/kyocera/signature.js';
import { isPng } from '../containers/png/signature.js';
import { isTiff } from '../containers/tiff/signature.js';
import { isWebp } from '../containers/webp/signature.js';
import type { AnyFormat } from '../types.js';

export const lazyFormats: readonly AnyFormat[] = [
  jpeg,
  { name: 'png', match: isPng, fetch: async () => (await import('../containers/png/index.js')).png },
  { name: 'webp', match: isWebp, fetch: async () => (await import('../containers/webp/index.js')).webp },
  { name: 'heif', match: isHeif, fetch: async () => (await import('../containers/heif/index.js')).heif },
  { name: 'gif', match: isGif, fetch: async () => (await import('../containers/gif/index.js')).gif },
  { name: 'tiff', match: isTiff, fetch: async () => (await import('../containers/tiff/index.js')).tiff },
  {
    name: 'kyocera',
    match: isKyocera,
    fetch: async () => (await import('../containers/kyocera/index.js')).kyocera,
  },
];
