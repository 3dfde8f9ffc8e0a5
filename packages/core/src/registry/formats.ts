// Every container format: how a file of it begins, and where its parts are fetched from when there is such a file.
// `formats-at-hand.ts` and `planners-at-hand.ts` have the same parts at hand.
import { isHeif } from '../containers/heif/brands.js';
import type { Planner } from '../containers/plan.js';
import {
  isBmp,
  isCr3,
  isCrw,
  isExv,
  isGif,
  isIco,
  isJpeg,
  isJxl,
  isKyocera,
  isPng,
  isPsd,
  isRaf,
  isTiff,
  isWebp,
  isXmp,
} from '../containers/signatures.js';
import type { LazyFormat } from '../types.js';

/** A format: its walk, and how its files are written anew. */
export interface FormatEntry extends LazyFormat {
  /** Usual extensions, lower case without the dot; raw files that are TIFF inside have names of their own. */
  readonly extensions: readonly string[];
  /** Without it files of the format are read only. */
  fetchPlanner?(): Promise<Planner>;
}

export const formats: readonly FormatEntry[] = [
  {
    name: 'jpeg',
    extensions: ['jpg', 'jpeg', 'jpe', 'jfif'],
    match: isJpeg,
    fetch: async () => (await import('../containers/jpeg/index.js')).jpeg,
    fetchPlanner: async () => (await import('../containers/jpeg/plan.js')).jpegPlanner,
  },
  {
    name: 'png',
    extensions: ['png', 'apng'],
    match: isPng,
    fetch: async () => (await import('../containers/png/index.js')).png,
    fetchPlanner: async () => (await import('../containers/png/plan.js')).pngPlanner,
  },
  {
    name: 'webp',
    extensions: ['webp'],
    match: isWebp,
    fetch: async () => (await import('../containers/webp/index.js')).webp,
    fetchPlanner: async () => (await import('../containers/webp/plan.js')).webpPlanner,
  },
  {
    name: 'heif',
    extensions: ['heic', 'heif', 'heics', 'heifs', 'hif', 'avif', 'avifs'],
    match: isHeif,
    fetch: async () => (await import('../containers/heif/index.js')).heif,
    fetchPlanner: async () => (await import('../containers/heif/plan/index.js')).heifPlanner,
  },
  {
    name: 'cr3',
    extensions: ['cr3', 'crm'],
    match: isCr3,
    fetch: async () => (await import('../containers/cr3/index.js')).cr3,
  },
  {
    name: 'jxl',
    extensions: ['jxl'],
    match: isJxl,
    fetch: async () => (await import('../containers/jxl/with-brotli.js')).jxlWithBrotli(),
    fetchPlanner: async () => (await import('../containers/jxl/plan.js')).jxlPlanner,
  },
  {
    name: 'gif',
    extensions: ['gif'],
    match: isGif,
    fetch: async () => (await import('../containers/gif/index.js')).gif,
    fetchPlanner: async () => (await import('../containers/gif/plan.js')).gifPlanner,
  },
  {
    name: 'tiff',
    extensions: ['tif', 'tiff', 'btf', 'rw2', 'rwl'],
    match: isTiff,
    fetch: async () => (await import('../containers/tiff/index.js')).tiff,
    fetchPlanner: async () => (await import('../containers/tiff/plan.js')).tiffPlanner,
  },
  {
    name: 'psd',
    extensions: ['psd', 'psb', 'psdt'],
    match: isPsd,
    fetch: async () => (await import('../containers/psd/index.js')).psd,
  },
  {
    name: 'bmp',
    extensions: ['bmp', 'dib'],
    match: isBmp,
    fetch: async () => (await import('../containers/bmp/index.js')).bmp,
  },
  {
    name: 'ico',
    extensions: ['ico', 'cur'],
    match: isIco,
    fetch: async () => (await import('../containers/ico/index.js')).ico,
  },
  {
    name: 'xmp',
    extensions: ['xmp'],
    match: isXmp,
    fetch: async () => (await import('../containers/xmp/index.js')).xmpFile,
    fetchPlanner: async () => (await import('../containers/xmp/plan.js')).xmpPlanner,
  },
  {
    name: 'raf',
    extensions: ['raf'],
    match: isRaf,
    fetch: async () => (await import('../containers/raf/index.js')).raf,
  },
  {
    name: 'crw',
    extensions: ['crw'],
    match: isCrw,
    fetch: async () => (await import('../containers/crw/index.js')).crw,
  },
  {
    name: 'exv',
    extensions: ['exv'],
    match: isExv,
    fetch: async () => (await import('../containers/exv/index.js')).exv,
  },
  {
    name: 'kyocera',
    extensions: ['raw'],
    match: isKyocera,
    fetch: async () => (await import('../containers/kyocera/index.js')).kyocera,
  },
];
