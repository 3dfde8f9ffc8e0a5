// PNG's tags: chunks that are records, chunks with one value, and text keywords.

import { defineRecord, labelsOf, type RecordLayout } from '../../tables/record-layout.js';
import {
  animationControl,
  binaryChunks,
  chromaticities,
  chunks,
  codePoints,
  imageHeader,
  keywords,
  physicalPixel,
  stereoImage,
  virtualPage,
} from '../../tags/png.generated.js';
import type { Labels, TagDef } from '../../types.js';

const chromaticity: Pick<TagDef, 'value'> = { value: (stored) => Number(stored) / 100_000 };

/** Chunks with values at fixed places. */
export const chunkRecords: ReadonlyMap<string, RecordLayout> = new Map([
  ['IHDR', defineRecord(imageHeader)],
  [
    'cHRM',
    defineRecord(chromaticities, {
      WhitePointX: chromaticity,
      WhitePointY: chromaticity,
      RedX: chromaticity,
      RedY: chromaticity,
      GreenX: chromaticity,
      GreenY: chromaticity,
      BlueX: chromaticity,
      BlueY: chromaticity,
    }),
  ],
  ['pHYs', defineRecord(physicalPixel)],
  ['cICP', defineRecord(codePoints)],
  ['vpAg', defineRecord(virtualPage)],
  ['sTER', defineRecord(stereoImage)],
  [
    'acTL',
    defineRecord(animationControl, {
      AnimationPlays: { print: (value) => (value === 0 ? 'inf' : `${value}`) },
    }),
  ],
]);

/** Chunks that are one value, and `iCCP-name`, the name in an iCCP chunk. */
export const chunkTags: ReadonlyMap<string, TagDef> = parse(chunks);

/** Chunks shown by their size only. */
export const binaryTags: ReadonlyMap<string, TagDef> = parse(binaryChunks);

/** Tags by text keyword; other keywords are names themselves. */
export const keywordTags: ReadonlyMap<string, TagDef> = parse(keywords);

/** The names of blocks in text chunks and others, where they could not be taken apart. */
export const brokenBlocks: Readonly<Record<string, string>> = {
  tEXt: 'TextualData',
  zTXt: 'CompressedText',
  iTXt: 'InternationalText',
  iCCP: 'ICC_Profile',
  eXIf: 'eXIf',
  'XML:com.adobe.xmp': 'XMP',
  'Raw profile type APP1': 'APP1_Profile',
  'Raw profile type exif': 'EXIF_Profile',
  'Raw profile type icc': 'ICC_Profile',
  'Raw profile type icm': 'ICC_Profile',
  'Raw profile type iptc': 'IPTC_Profile',
  'Raw profile type xmp': 'XMP_Profile',
  'Raw profile type 8bim': 'Photoshop_Profile',
};

/** What the units of an sCAL chunk mean (PNG extensions 1.5, section 2.2). */
export const scaleUnits: Labels = { 1: 'meters', 2: 'radians' };

function parse(rows: string): Map<string, TagDef> {
  const tags = new Map<string, TagDef>();
  for (const row of rows.split('\n')) {
    const [id, name, ...cells] = row.split('\t');
    if (id && name) tags.set(id, cells.length > 0 ? { name, labels: labelsOf(cells) } : { name });
  }
  return tags;
}
