// Ricoh's RMETA segment: fields that the photographer's office defined, with the values chosen in the camera.
import { utf8Text } from '../../bytes/text.js';
import { View } from '../../bytes/view.js';
import type { Labels, Tag } from '../../types.js';
import { type AppSegment, type AppStandard, after, signed, tag } from './segment.js';

/** RMETA: names, texts and menu numbers of the fields in sections of their own. */
export const rmeta: AppStandard = signed('APP5', 'RMETA\0', (segment) => rmetaTags(after(segment, 6)));

const maxFields = 100;

function rmetaTags({ view, start, end, path, context }: AppSegment): Tag[] {
  if (start + 20 > end) return [];
  const littleEndian = view.u16(start) === 0x4949;
  const u16 = (at: number) => view.u16(at, littleEndian);
  const head = start + u16(start + 8);
  if (u16(start + 4) !== 0 || head + 10 > end) return [];
  const count = u16(head);
  if (count > maxFields) {
    context.warn('malformed', `RMETA states ${count} fields`, head, path);
    return [];
  }
  let names: string[] = [];
  let texts: string[] = [];
  let numbers: number[] = [];
  for (let at = head + 10; at + 4 <= end; ) {
    const type = u16(at);
    const next = at + 2 + u16(at + 2);
    if (next <= at + 2 || next > end || next < at + 4) break;
    const bytes = view.slice(at + 4, next);
    if (type === 1) names = utf8Text(bytes).split('\0');
    else if (type === 2 || type === 18) texts = utf8Text(bytes).split('\0');
    else if (type === 3 && bytes.length >= count * 2) {
      const own = new View(bytes);
      numbers = Array.from({ length: count }, (_, i) => own.u16(i * 2, littleEndian));
    }
    at = next;
  }
  return Array.from({ length: count }, (_, i) =>
    fieldTags(names[i] ?? '', texts[i] ?? '', numbers[i]),
  ).flat();
}

function fieldTags(key: string, text: string, number: number | undefined): Tag[] {
  if (key === '' && text === '') return [];
  const name = key
    .replace(/\b[a-z]/g, (first) => first.toUpperCase())
    .replace(/ (\w)/g, '$1')
    .replace(/[^-\w]/g, '');
  const value = number ?? text;
  const label = text !== '' ? text : (labels[key]?.[String(value)] ?? String(value));
  return tag('APP5', 'RMETA', { name: name || 'RMETA_Unknown', print: () => label }, value);
}

const list = (...texts: string[]): Labels =>
  Object.fromEntries(texts.map((text, i) => [String(i + 1), text]));

/** What the menu numbers mean where the text is missing. */
const labels: { readonly [key: string]: Labels } = {
  'Sign type': list('Directional', 'Warning', 'Information'),
  Location: list('Verge', 'Gantry', 'Central reservation', 'Roundabout'),
  Lit: list('Yes', 'No'),
  Condition: list('Good', 'Fair', 'Poor', 'Damaged'),
  Azimuth: list(
    ...['N', 'NNE', 'NE', 'ENE', 'E', 'ESE', 'SE', 'SSE', 'S', 'SSW', 'SW', 'WSW', 'W', 'WNW', 'NW', 'NNW'],
  ),
};
