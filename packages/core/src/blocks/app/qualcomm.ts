// Attributes of cameras with Qualcomm's chips: values under names, in APP7. Tags are named by what stands there.
import { binaryText } from '../../present/plain.js';
import { readStored, storedType, UNDEF } from '../../tables/stored-value.js';
import { byteText } from '../../tables/value.js';
import type { Tag, TagValue } from '../../types.js';
import { type AppSegment, type AppStandard, after, signed, tag } from './segment.js';

const headBytes = 27;
/** By the number of the type; others are bytes. */
const types = ['int8u', 'int8s', 'int16u', 'int16s', 'int32u', 'int32s', 'float', 'double'].map(storedType);

/** Qualcomm's attributes. */
export const qualcomm: AppStandard = signed('APP7', '\x1aQualcomm Camera Attributes', (segment) =>
  attributes(after(segment, headBytes)),
);

function attributes({ view, start, end }: AppSegment): Tag[] {
  const tags: Tag[] = [];
  for (let at = start; at + 3 < end; ) {
    const [length, nameLength] = [view.u16(at, true), view.u8(at + 2)];
    const from = at + 8 + nameLength;
    if (from + length > end) break;
    const id = byteText(view.slice(at + 3, at + 3 + nameLength));
    const type = types[view.u8(at + 3 + nameLength)] ?? UNDEF;
    const size = Number.POSITIVE_INFINITY;
    const value = readStored(view, from, from + length, type, type === UNDEF ? length : size, true);
    const name = nameOf(id);
    if (name !== '' && value !== undefined) {
      const print = value instanceof Uint8Array ? { print: () => binaryText(length) } : {};
      tags.push(...tag('MakerNotes', 'Qualcomm', { name, ...print }, value as TagValue));
    }
    at = from + length;
  }
  return tags;
}

/** The words of an attribute's name with capitals, some of them acronyms; numbers of lists with two digits. */
function nameOf(id: string): string {
  const acronyms = id.replace(/^(asf|awb|aec|afr|af_|la_|r2_tl|tl)/, (found) => found.toUpperCase());
  const name = (acronyms === id ? id.charAt(0).toUpperCase() + id.slice(1) : acronyms)
    .replace(/_([a-z])/g, (_, letter) => `_${letter.toUpperCase()}`)
    .replace(/\[(\d+)\]$/, (_, digits) => `_${String(Number(digits)).padStart(2, '0')}`)
    .replace(/[^-\w]/g, '');
  return name
    .replace(/_([A-Z][a-z])/g, '$1')
    .replace(/([a-z0-9])_([A-Z])/g, '$1$2')
    .replace(/([A-Za-z])_(\d)/g, '$1$2');
}
