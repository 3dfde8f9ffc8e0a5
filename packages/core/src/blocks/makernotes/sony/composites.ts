// Tags computed from Sony's (ExifTool's Sony.pm and Exif.pm say from which).
import { significant } from '../../../present/number.js';
import type { Tables } from '../../../tables/table.js';
import { toNumber, toText, type Value } from '../../../tables/value.js';
import type { Composite, Composites, Computed, Labels, Tag, TagLookup } from '../../../types.js';
import { labelsOfTag, lensFacts } from '../lens-composite.js';
import { lensByFacts } from '../lens-id.js';
import { sonyLens } from './lens.js';

/** Everything that is computed for Sony. */
export function sonyComposites(tables: Tables): Composites {
  const compute = (tags: TagLookup) => lensId(tags, tables);
  return { before: [...distances, { name: 'LensID', needs: ['LensType'], compute }], after: [] };
}

const INFINITE = { value: 'inf', text: 'inf' };

const distances: readonly Composite[] = [
  {
    name: 'FocusDistance',
    needs: ['FocusPosition'],
    compute(tags) {
      const [position, focal] = [tags.number('Sony:FocusPosition'), tags.number('FocalLength')];
      if (position === undefined || focal === undefined) return undefined;
      if (position >= 128) return INFINITE;
      const value = (position * focal) / 1000;
      return { value, text: `${toText(value)} m` };
    },
  },
  {
    name: 'FocusDistance2',
    needs: ['FocusPosition2'],
    compute(tags) {
      const [position, focal] = [tags.number('Sony:FocusPosition2'), tags.number('FocalLengthIn35mmFormat')];
      if (!position || focal === undefined) return undefined;
      if (position >= 255) return INFINITE;
      const value = ((2 ** (position / 16 - 5) + 1) * focal) / 1000;
      return { value, text: `${significant(value, 4)} m` };
    },
  },
];

const E_MOUNT = 0x8000;
const LENS_TYPES_2 = ['Sony::Tag940c', 'LensType3'] as const;

/** The lens of an A mount, or where the camera tells such a number, of an E mount. */
function lensId(tags: TagLookup, tables: Tables): Computed | undefined {
  const type = tags.find('LensType');
  if (!type) return undefined;
  const eMount = eMountType(tags);
  const used = eMount ?? type;
  const labels: Labels = eMount
    ? labelsOfTag(tables, ...LENS_TYPES_2)
    : labelsOfTag(tables, 'Sony::Main', 'LensType');
  const numbered = { type: toText(used.value as Value), labels };
  const facts = lensFacts(tags);
  const text =
    tags.value('Make') === 'SONY'
      ? sonyLens(numbered, facts, toText(tags.value('Model') as Value), String(used.text))
      : lensByFacts(numbered.type, String(used.text), labels, facts, '');
  return { value: type.value, text };
}

/** A number of a lens of an E mount, where it is one; 0 is that of some older ones. */
function eMountType(tags: TagLookup): Tag | undefined {
  const second = tags.find('LensType2');
  const number = toNumber(second?.value as Value);
  if (!second || (number !== 0 && !(number & E_MOUNT))) return undefined;
  const third = tags.find('LensType3');
  return number === 0 && third && toNumber(third.value as Value) & E_MOUNT ? third : second;
}
