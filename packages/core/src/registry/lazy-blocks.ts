// Every block that `read` knows, in one list: a new one is one line here and one in `read-sync.ts`. What not every photo
// has is fetched when a file has it.
import { exif } from '../blocks/exif/index.js';
import { comment } from '../blocks/file/index.js';
import { gps } from '../blocks/gps/index.js';
import { icc } from '../blocks/icc/index.js';
import { jfif } from '../blocks/jfif/index.js';
import { mpf } from '../blocks/mpf/index.js';
import type { XmpValue } from '../blocks/xmp/index.js';
import type { LazyBlock, TagValue } from '../types.js';

/** Tags by ExifTool's names. */
type NamedValues = { readonly [name: string]: TagValue };

const geotiff: LazyBlock<'geotiff', NamedValues> = {
  name: 'geotiff',
  kinds: ['geotiff'],
  fetch: async () => (await import('../blocks/geotiff/index.js')).geotiff,
};
const pngChunks: LazyBlock<'png', NamedValues> = {
  name: 'png',
  kinds: ['png'],
  fetch: async () => (await import('../blocks/png/index.js')).pngChunks,
};
const riffChunks: LazyBlock<'riff', NamedValues> = {
  name: 'riff',
  kinds: ['riff'],
  fetch: async () => (await import('../blocks/riff/index.js')).riffChunks,
};
const quicktime: LazyBlock<'quicktime', NamedValues> = {
  name: 'quicktime',
  kinds: ['heif'],
  fetch: async () => (await import('../blocks/heif/index.js')).quicktime,
};
const gifBlocks: LazyBlock<'gif', NamedValues> = {
  name: 'gif',
  kinds: ['gif'],
  fetch: async () => (await import('../blocks/gif/index.js')).gifBlocks,
};
const photoshop: LazyBlock<'photoshop', NamedValues> = {
  name: 'photoshop',
  kinds: ['photoshop'],
  fetch: async () => (await import('../blocks/photoshop/index.js')).photoshop,
};
const iptc: LazyBlock<'iptc', NamedValues> = {
  name: 'iptc',
  kinds: ['iptc'],
  fetch: async () => (await import('../blocks/iptc/index.js')).iptc,
};
const trailer: LazyBlock<'trailer', NamedValues> = {
  name: 'trailer',
  kinds: ['trailer', 'xmp', 'xmp-extended'],
  fetch: async () => (await import('../blocks/trailer/index.js')).trailer,
};
const xmp: LazyBlock<'xmp', XmpValue> = {
  name: 'xmp',
  kinds: ['xmp', 'xmp-extended'],
  fetch: async () => (await import('../blocks/xmp/index.js')).xmp,
};
const app: LazyBlock<'app', NamedValues> = {
  name: 'app',
  kinds: ['adobe', 'app'],
  fetch: async () => (await import('../blocks/app/index.js')).app,
};
const jumbf: LazyBlock<'jumbf', NamedValues> = {
  name: 'jumbf',
  kinds: ['jumbf'],
  fetch: async () => (await import('../blocks/jumbf/index.js')).jumbf,
};
const makerNote: LazyBlock<'makerNote', NamedValues> = {
  name: 'makerNote',
  kinds: ['makernote'],
  fetch: async () => (await import('../blocks/makernotes/index.js')).makerNote,
};
const canon: LazyBlock<'canon', NamedValues> = {
  name: 'canon',
  kinds: ['makernote/canon'],
  fetch: async () => (await import('../blocks/makernotes/canon/index.js')).canon,
};
const lens: LazyBlock<'lens', undefined> = {
  name: 'lens',
  kinds: ['lens-id'],
  fetch: async () => (await import('../blocks/lens/index.js')).lens,
};
const nikon: LazyBlock<'nikon', NamedValues> = {
  name: 'nikon',
  kinds: ['makernote/nikon'],
  fetch: async () => (await import('../blocks/makernotes/nikon/index.js')).nikon,
};

/** The blocks of {@link allBlocks}, as a type. */
export type AllBlocks = readonly [
  typeof jfif,
  typeof exif,
  typeof gps,
  typeof makerNote,
  typeof canon,
  typeof nikon,
  typeof geotiff,
  typeof pngChunks,
  typeof riffChunks,
  typeof quicktime,
  typeof gifBlocks,
  typeof photoshop,
  typeof trailer,
  typeof iptc,
  typeof xmp,
  typeof lens,
  typeof icc,
  typeof mpf,
  typeof jumbf,
  typeof app,
  typeof comment,
];

/** Every block; those that hold others come first. */
export const allBlocks: AllBlocks = [
  jfif,
  exif,
  gps,
  makerNote,
  canon,
  nikon,
  geotiff,
  pngChunks,
  riffChunks,
  quicktime,
  gifBlocks,
  photoshop,
  trailer,
  iptc,
  xmp,
  lens,
  icc,
  mpf,
  jumbf,
  app,
  comment,
];
