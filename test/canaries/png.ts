// PNG files with a canary in every place that removal empties.
import {
  animation,
  be32,
  colourChunks,
  compressedTextChunk,
  concat,
  gradient,
  icc,
  internationalTextChunk,
  type PngChunk,
  png,
  rawProfileChunk,
  textChunk,
  utf16,
  xmpChunk,
  zlib,
} from '../../fixtures/build/index.js';
import { plantedExif, plantedIptc, plantedResources, plantedXmp } from './blocks.js';
import { type Planted, profileName } from './planted.js';
import type { Planter } from './planter.js';

function textChunks(planter: Planter): PngChunk[] {
  const text = (place: string): string => planter.plant(place);
  return [
    textChunk('parameters', text('tEXt prompt')),
    textChunk(text('tEXt keyword'), 'value'),
    textChunk('workflow', `{"1": "${text('tEXt workflow')}"}`),
    compressedTextChunk('Comment', text('zTXt')),
    compressedTextChunk(text('zTXt keyword'), 'value'),
    internationalTextChunk('Title', text('iTXt')),
    internationalTextChunk('Description', text('compressed iTXt'), { compressed: true }),
    internationalTextChunk('Author', 'value', { translated: text('iTXt translated keyword') }),
    internationalTextChunk('Source', 'value', { language: text('iTXt language') }),
    xmpChunk(plantedXmp(planter, 'XMP')),
    xmpChunk(plantedXmp(planter, 'compressed XMP'), true),
    rawProfileChunk('exif', concat('Exif\0\0', plantedExif(planter, 'raw profile exif'))),
    rawProfileChunk('APP1', concat('Exif\0\0', plantedExif(planter, 'raw profile APP1')), false),
    rawProfileChunk('iptc', plantedResources(planter, 'raw profile 8BIM')),
    rawProfileChunk('8bim', plantedIptc(planter, 'raw profile iptc')),
    rawProfileChunk('xmp', plantedXmp(planter, 'raw profile xmp')),
  ];
}

function binaryChunks(planter: Planter): PngChunk[] {
  const types = [
    'caBX',
    'dSIG',
    'vpAg',
    'iDOT',
    'oFFs',
    'pCAL',
    'sCAL',
    'gIFg',
    'gIFx',
    'gIFt',
    'sTER',
    'fRAc',
  ];
  const own = ['prVt', 'npTc', 'orNT', 'skMf', 'meTa'];
  const named = [...types, ...own].map((type): PngChunk => [type, planter.plant(`${type} chunk`)]);
  return [
    ...named,
    ['eXIf', plantedExif(planter, 'eXIf', { orientation: 6, littleEndian: false })],
    ['tIME', planter.plant('tIME')],
    ['sPLT', concat(planter.plant('sPLT name'), [0, 8, 1, 2, 3, 4, 5, 6])],
  ];
}

/** A profile under a name, with bytes behind its stream. */
function profileChunk(planter: Planter): PngChunk {
  const name = planter.plant('iCCP name');
  return ['iCCP', concat(name, [0, 0], zlib(icc({ name: profileName })), planter.plant('iCCP tail'))];
}

function everyChunk(planter: Planter): Uint8Array {
  const chunks: PngChunk[] = [
    profileChunk(planter),
    colourChunks.gAMA,
    colourChunks.pHYs,
    ...binaryChunks(planter),
    ...textChunks(planter),
  ];
  return png({
    chunks,
    after: [
      textChunk('Late', planter.plant('tEXt behind the picture')),
      ['eXIf', plantedExif(planter, 'eXIf behind the picture')],
      ['prVt', utf16(planter.plant('private chunk behind the picture'))],
    ],
    dataTail: planter.plant('behind the zlib stream'),
    trailer: planter.plant('behind IEND'),
  });
}

/** Chunks that stay, longer than they should be or there twice. */
function longChunks(planter: Planter): Uint8Array {
  const longer = ([type, data]: PngChunk): PngChunk => [type, concat(data, planter.plant(`tail of ${type}`))];
  return png({
    chunks: [
      longer(colourChunks.gAMA),
      longer(colourChunks.cHRM),
      longer(colourChunks.sRGB),
      longer(colourChunks.cICP),
      longer(colourChunks.pHYs),
      longer(colourChunks.sBIT),
      ['bKGD', concat([0, 0, 0, 0, 0, 0], planter.plant('tail of bKGD'))],
      ['tRNS', concat([0, 0, 0, 0, 0, 0], planter.plant('tail of tRNS'))],
      ['hIST', planter.plant('hIST without a palette', 8)],
      ['gAMA', planter.plant('second gAMA', 8)],
      ['mDCV', concat(new Uint8Array(24), planter.plant('tail of mDCV'))],
      ['cLLI', concat(new Uint8Array(8), planter.plant('tail of cLLI'))],
    ],
  });
}

/** Further data chunks behind the one in which the stream ends. */
function furtherData(planter: Planter): Uint8Array {
  return png({ after: [['IDAT', planter.plant('IDAT behind the stream')]] });
}

function animated(planter: Planter): Uint8Array {
  const { chunks, after } = animation([gradient(), gradient()]);
  const frames = after.map(
    ([type, data]): PngChunk =>
      type === 'fdAT' ? [type, concat(data, planter.plant('tail of a frame'))] : [type, data],
  );
  const between: PngChunk = ['prVt', planter.plant('between frames')];
  const control: PngChunk = ['tEXt', concat('Frame\0', planter.plant('text between frames'))];
  return png({ chunks, after: [between, ...frames.slice(0, 1), control, ...frames.slice(1)] });
}

/** A frame whose parts stand in the wrong order, or in the right one under the wrong numbers. */
function turnedFrame(planter: Planter, numbers: readonly [number, number]): Uint8Array {
  const { chunks, after } = animation([gradient(), gradient()]);
  const [control, frame] = after as [PngChunk, PngChunk];
  const data = concat(frame[1]).subarray(4);
  const first: PngChunk = ['fdAT', concat(be32(numbers[0]), data.subarray(0, 40))];
  const second: PngChunk = [
    'fdAT',
    concat(be32(numbers[1]), data.subarray(40), planter.plant('tail of a frame')),
  ];
  return png({ chunks, after: [control, ...(numbers[0] < numbers[1] ? [second, first] : [first, second])] });
}

/** A picture in a palette, whose entries stay, and an end that holds something. */
function palette(planter: Planter): Uint8Array {
  const colours = Uint8Array.from({ length: 768 }, (_, i) => i % 256);
  const file = png({
    picture: gradient(16, 16, 1),
    colourType: 3,
    chunks: [
      ['PLTE', colours],
      ['tRNS', new Uint8Array(256).fill(200)],
    ],
  });
  const end: PngChunk = ['IEND', planter.plant('within IEND')];
  return concat(file.subarray(0, -12), chunkOf(end));
}

function chunkOf(chunk: PngChunk): Uint8Array {
  const whole = png({ after: [chunk] });
  return whole.subarray(whole.length - 12 - 12 - chunk[1].length, whole.length - 12);
}

/** ImageMagick's hidden places: a physical scale and a virtual page, before a plain picture. */
function ownChunks(planter: Planter): Uint8Array {
  return png({
    chunks: [
      ['vpAg', concat(be32(16), be32(16), planter.plant('tail of vpAg'))],
      ['caNv', planter.plant('caNv', 16)],
      ['mkBF', planter.plant('mkBF of Fireworks', 72)],
    ],
    interlace: true,
    dataParts: 3,
  });
}

/** A profile with bytes behind its end, within its stream. */
function longProfile(planter: Planter): Uint8Array {
  const profile = concat(icc({ name: profileName }), planter.plant('behind the profile'));
  return png({ chunks: [['iCCP', concat('icc', [0, 0], zlib(profile))]] });
}

/** Chunks of animation with more than they should hold. */
function longControls(planter: Planter): Uint8Array {
  const { chunks, after } = animation([gradient(), gradient()]);
  const longer = ([type, data]: PngChunk, i: number): PngChunk =>
    type === 'fdAT' ? [type, data] : [type, concat(data, planter.plant(`tail of ${type} ${i}`))];
  return png({ chunks: chunks.map(longer), after: after.map((chunk, i) => longer(chunk, i + 10)) });
}

export const plantedPngs: readonly Planted[] = [
  { name: 'PNG with every chunk', make: everyChunk, profile: true },
  { name: 'PNG with chunks that are too long', make: longChunks, refusable: true },
  { name: 'PNG with further data', make: furtherData },
  { name: 'animated PNG', make: animated },
  { name: 'PNG with a frame out of order', make: (planter) => turnedFrame(planter, [2, 3]) },
  { name: 'PNG with a frame of wrong numbers', make: (planter) => turnedFrame(planter, [3, 2]) },
  { name: 'PNG with a palette', make: palette },
  { name: 'PNG with chunks of programs', make: ownChunks },
  { name: 'PNG with a profile that is too long', make: longProfile, profile: true },
  { name: 'animated PNG with chunks that are too long', make: longControls, refusable: true },
];
