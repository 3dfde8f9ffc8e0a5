// How EXIF and GPS tags are written: the directory of each, its field type and number of values.
import { anyCount, pointers } from './exif.mjs';

/** Field types by number; UCS-2 texts stand in bytes. */
const fieldTypes = {
  ...{ int8u: 1, string: 2, int16u: 3, int32u: 4, rational64u: 5, int8s: 6, undef: 7, int16s: 8, int32s: 9 },
  ...{ rational64s: 10, float: 11, double: 12 },
};
const directories = { undefined: '', ExifIFD: 'E', InteropIFD: 'I' };

/**
 * A row an id: `step type`, behind it `E` or `I` for ExifIFD and InteropIFD, the number of values, `*` for any, where it
 * is not one, and `!` where the tag is not set by itself, as others depend on it.
 */
function rows(tags, lists, left) {
  let last = 0;
  const found = new Set();
  const text = [];
  for (const tag of [...tags].sort((a, b) => Number(a.id) - Number(b.id))) {
    const id = Number(tag.id);
    const type = fieldTypes[tag.type];
    const directory = directories[tag.g1];
    if (found.has(id) || tag.index || !type || directory === undefined || !tag.writable || left.has(id))
      continue;
    found.add(id);
    const count = lists.has(id) ? '*' : tag.count === 1 ? '' : tag.count < 0 ? '*' : `${tag.count}`;
    const unsafe =
      tag.flags.has('Unsafe') || tag.flags.has('Protected') || tag.flags.has('Permanent') ? '!' : '';
    const step = id - last;
    last = id;
    text.push(`${step === 1 ? '' : step.toString(16)} ${type}${directory}${count && `,${count}`}${unsafe}`);
  }
  return text.join('\n');
}

/** The generated file. */
export function files(tables) {
  const exif = rows(tables.get('Exif::Main').tags, anyCount(), pointers);
  const gps = rows(
    tables.get('GPS::Main').tags.map((tag) => ({ ...tag, g1: undefined })),
    new Set(),
    new Set(),
  );
  return {
    'tags/exif-writing.generated.ts': `
/** How the tags of EXIF, TIFF and DNG are written. */
export const exifWritingRows: string = \`${exif}\`;

/** The same of GPS. */
export const gpsWritingRows: string = \`${gps}\`;
`,
  };
}
