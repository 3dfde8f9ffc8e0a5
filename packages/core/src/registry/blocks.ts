// Every block that `read` knows; those that hold others come first. What not every photo has is fetched when a file has
// it. `blocks-at-hand.ts` has the same blocks at hand.
import { exif } from '../blocks/exif/index.js';
import { comment } from '../blocks/file/index.js';
import { gps } from '../blocks/gps/index.js';
import { hasTrailers } from '../blocks/trailer/signs.js';
import { common } from '../common/index.js';
import type { AnyBlock, Block } from '../types.js';
import type * as atHand from './blocks-at-hand.js';

type AnyForm<Known> = Known extends Block<infer Name, infer Value> ? AnyBlock<Name, Value> : Known;

/** The list of the blocks, as a type. */
export type AllBlocks = readonly AnyForm<(typeof atHand)[keyof typeof atHand]>[];

export const blocks: AllBlocks = [
  {
    name: 'jfif',
    kinds: ['jfif', 'jfxx'],
    fetch: async () => (await import('../blocks/jfif/index.js')).jfif,
  },
  exif,
  gps,
  {
    name: 'canonRaw',
    kinds: ['canon-raw'],
    fetch: async () => (await import('../blocks/canon-raw/index.js')).canonRaw,
  },
  {
    name: 'makerNote',
    kinds: ['makernote'],
    fetch: async () => (await import('../blocks/makernotes/index.js')).makerNote,
  },
  {
    name: 'apple',
    kinds: ['makernote/apple'],
    fetch: async () => (await import('../blocks/makernotes/apple/index.js')).apple,
  },
  {
    name: 'canon',
    kinds: ['makernote/canon'],
    fetch: async () => (await import('../blocks/makernotes/canon/index.js')).canon,
  },
  {
    name: 'google',
    kinds: ['makernote/google', 'google-notes'],
    fetch: async () => (await import('../blocks/makernotes/google/index.js')).google,
  },
  {
    name: 'nikon',
    kinds: ['makernote/nikon'],
    fetch: async () => (await import('../blocks/makernotes/nikon/index.js')).nikon,
  },
  {
    name: 'olympus',
    kinds: ['makernote/olympus'],
    fetch: async () => (await import('../blocks/makernotes/olympus/index.js')).olympus,
  },
  {
    name: 'pentax',
    kinds: ['makernote/pentax'],
    fetch: async () => (await import('../blocks/makernotes/pentax/index.js')).pentax,
  },
  {
    name: 'ricoh',
    kinds: ['makernote/ricoh'],
    fetch: async () => (await import('../blocks/makernotes/ricoh/index.js')).ricoh,
  },
  {
    name: 'casio',
    kinds: ['makernote/casio'],
    fetch: async () => (await import('../blocks/makernotes/casio/index.js')).casio,
  },
  {
    name: 'kodak',
    kinds: ['makernote/kodak'],
    fetch: async () => (await import('../blocks/makernotes/kodak/index.js')).kodak,
  },
  {
    name: 'kyocera',
    kinds: ['makernote/kyocera'],
    fetch: async () => (await import('../blocks/makernotes/kyocera/index.js')).kyoceraHeader,
  },
  {
    name: 'dji',
    kinds: ['makernote/dji'],
    fetch: async () => (await import('../blocks/makernotes/dji/index.js')).djiNote,
  },
  {
    name: 'flir',
    kinds: ['makernote/flir'],
    fetch: async () => (await import('../blocks/makernotes/flir/index.js')).flirNote,
  },
  {
    name: 'fujifilm',
    kinds: ['makernote/fujifilm'],
    fetch: async () => (await import('../blocks/makernotes/fujifilm/index.js')).fujifilm,
  },
  {
    name: 'ge',
    kinds: ['makernote/ge'],
    fetch: async () => (await import('../blocks/makernotes/ge/index.js')).ge,
  },
  {
    name: 'hp',
    kinds: ['makernote/hp'],
    fetch: async () => (await import('../blocks/makernotes/hp/index.js')).hp,
  },
  {
    name: 'jvc',
    kinds: ['makernote/jvc'],
    fetch: async () => (await import('../blocks/makernotes/jvc/index.js')).jvc,
  },
  {
    name: 'motorola',
    kinds: ['makernote/motorola'],
    fetch: async () => (await import('../blocks/makernotes/motorola/index.js')).motorola,
  },
  {
    name: 'nintendo',
    kinds: ['makernote/nintendo'],
    fetch: async () => (await import('../blocks/makernotes/nintendo/index.js')).nintendo,
  },
  {
    name: 'panasonic',
    kinds: ['makernote/panasonic'],
    fetch: async () => (await import('../blocks/makernotes/panasonic/index.js')).panasonic,
  },
  {
    name: 'phaseone',
    kinds: ['makernote/phaseone'],
    fetch: async () => (await import('../blocks/makernotes/phaseone/index.js')).phaseone,
  },
  {
    name: 'reconyx',
    kinds: ['makernote/reconyx'],
    fetch: async () => (await import('../blocks/makernotes/reconyx/index.js')).reconyx,
  },
  {
    name: 'samsung',
    kinds: ['makernote/samsung'],
    fetch: async () => (await import('../blocks/makernotes/samsung/index.js')).samsungNote,
  },
  {
    name: 'sanyo',
    kinds: ['makernote/sanyo'],
    fetch: async () => (await import('../blocks/makernotes/sanyo/index.js')).sanyo,
  },
  {
    name: 'sigma',
    kinds: ['makernote/sigma'],
    fetch: async () => (await import('../blocks/makernotes/sigma/index.js')).sigma,
  },
  {
    name: 'sony',
    kinds: ['makernote/sony'],
    fetch: async () => (await import('../blocks/makernotes/sony/index.js')).sony,
  },
  {
    name: 'minolta',
    kinds: ['makernote/minolta'],
    fetch: async () => (await import('../blocks/makernotes/minolta/index.js')).minolta,
  },
  {
    name: 'geotiff',
    kinds: ['geotiff'],
    fetch: async () => (await import('../blocks/geotiff/index.js')).geotiff,
  },
  {
    name: 'leaf',
    kinds: ['leaf'],
    fetch: async () => (await import('../blocks/leaf/index.js')).leaf,
  },
  {
    name: 'png',
    kinds: ['png'],
    fetch: async () => (await import('../blocks/png/index.js')).pngChunks,
  },
  {
    name: 'riff',
    kinds: ['riff'],
    fetch: async () => (await import('../blocks/riff/index.js')).riffChunks,
  },
  {
    name: 'quicktime',
    kinds: ['heif'],
    fetch: async () => (await import('../blocks/heif/index.js')).quicktime,
  },
  {
    name: 'bitmap',
    kinds: ['bitmap'],
    fetch: async () => (await import('../blocks/bitmap/index.js')).bitmap,
  },
  {
    name: 'raf',
    kinds: ['raf'],
    fetch: async () => (await import('../blocks/raf/index.js')).rafParts,
  },
  {
    name: 'gif',
    kinds: ['gif'],
    fetch: async () => (await import('../blocks/gif/index.js')).gifBlocks,
  },
  {
    name: 'photoshop',
    kinds: ['photoshop', 'photoshop-document', 'psd'],
    fetch: async () => (await import('../blocks/photoshop/index.js')).photoshop,
  },
  {
    name: 'trailer',
    kinds: ['trailer', 'xmp', 'xmp-extended'],
    fetch: async () => (await import('../blocks/trailer/index.js')).trailer,
    isWanted: hasTrailers,
  },
  {
    name: 'iptc',
    kinds: ['iptc'],
    fetch: async () => (await import('../blocks/iptc/index.js')).iptc,
  },
  {
    name: 'xmp',
    kinds: ['xmp', 'xmp-extended'],
    fetch: async () => (await import('../blocks/xmp/index.js')).xmp,
  },
  {
    name: 'lens',
    kinds: ['lens-id'],
    fetch: async () => (await import('../blocks/lens/index.js')).lens,
  },
  {
    name: 'plusCodes',
    kinds: ['plus-codes'],
    fetch: async () => (await import('../blocks/xmp/plus.js')).plusCodes,
  },
  {
    name: 'icc',
    kinds: ['icc'],
    fetch: async () => (await import('../blocks/icc/index.js')).icc,
  },
  {
    name: 'mpf',
    kinds: ['mpf'],
    fetch: async () => (await import('../blocks/mpf/index.js')).mpf,
  },
  {
    name: 'jpeg2000',
    kinds: ['jpeg2000'],
    fetch: async () => (await import('../blocks/jpeg2000/index.js')).jpeg2000,
  },
  {
    name: 'jumbf',
    kinds: ['jumbf'],
    fetch: async () => (await import('../blocks/jumbf/index.js')).jumbf,
  },
  {
    name: 'app',
    kinds: ['adobe', 'app'],
    fetch: async () => (await import('../blocks/app/index.js')).app,
  },
  comment,
  common,
];
