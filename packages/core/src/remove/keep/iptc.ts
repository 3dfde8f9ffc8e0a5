// IPTC datasets and Photoshop resources as XMP properties (IPTC Core 1.x mapping; Metadata Working Group 2.0, 5).
import type { BlockView } from '../../bytes/block-view.js';
import { latinText } from '../../bytes/latin.js';
import { utf8Text, withoutEndNulls } from '../../bytes/text.js';
import { View } from '../../bytes/view.js';
import { DatasetWalk, unswapped } from '../../structures/iptc/walk.js';
import { ResourceWalk } from '../../structures/resources/walk.js';
import { COPYRIGHT_FLAG, URL_RESOURCE } from '../../tables/image-resources.js';
import type { Context } from '../../types.js';
import type { NamedTag } from '../groups/index.js';
import { iptcTag, resourceTag } from '../groups/names.js';
import { dcUri, photoshopUri, xmpRightsUri, xmpUri } from './namespaces.js';
import type { Property, PropertyValue } from './xmp-values.js';

type Form = 'text' | 'Alt' | 'Bag' | 'Seq';

const properties: ReadonlyMap<string, readonly [uri: string, local: string, form: Form]> = new Map([
  ['2:5', [dcUri, 'title', 'Alt']],
  ['2:15', [photoshopUri, 'Category', 'text']],
  ['2:20', [photoshopUri, 'SupplementalCategories', 'Bag']],
  ['2:25', [dcUri, 'subject', 'Bag']],
  ['2:40', [photoshopUri, 'Instructions', 'text']],
  ['2:55', [photoshopUri, 'DateCreated', 'text']],
  ['2:62', [xmpUri, 'CreateDate', 'text']],
  ['2:80', [dcUri, 'creator', 'Seq']],
  ['2:85', [photoshopUri, 'AuthorsPosition', 'text']],
  ['2:105', [photoshopUri, 'Headline', 'text']],
  ['2:110', [photoshopUri, 'Credit', 'text']],
  ['2:116', [dcUri, 'rights', 'Alt']],
  ['2:120', [dcUri, 'description', 'Alt']],
  ['2:122', [photoshopUri, 'CaptionWriter', 'text']],
]);

/** Times of day, by the date they are said of (IIM 4.2). */
const times: ReadonlyMap<string, string> = new Map([
  ['2:60', '2:55'],
  ['2:63', '2:62'],
]);

/** Whether a tag is asked to stay. */
type Stays = (tag: NamedTag) => boolean;

/** The datasets that stay of an IPTC block, as properties: those that XMP has one for. */
export function iptcProperties(block: BlockView, stays: Stays): Property[] {
  const values = valuesOf(block, stays);
  for (const [time, date] of times) {
    const [day = ''] = values.get(date) ?? [];
    const whole = isoDate(day.trim(), values.get(time)?.[0]?.trim() ?? '');
    values.delete(time);
    values.delete(date);
    if (whole) values.set(date, [whole]);
  }
  return [...values].flatMap(([dataset, texts]) => {
    const said = texts.map((text) => text.trim()).filter((text) => text !== '');
    const property = properties.get(dataset);
    if (!property || said.length === 0) return [];
    const [uri, local, form] = property;
    return [{ uri, local, value: valueAs(form, said) }];
  });
}

function valuesOf({ view, start, end }: BlockView, stays: Stays): Map<string, string[]> {
  const turned = unswapped(view.slice(start, end));
  const source = turned ? new View(turned, start) : view;
  const values = new Map<string, string[]>();
  let text = latinText;
  const walk = new DatasetWalk(source, start, end);
  while (walk.advance()) {
    const { record, dataset } = walk;
    const bytes = withoutEndNulls(source.slice(walk.start, walk.end));
    const name = `${record}:${dataset}`;
    if (name === '1:90') text = bytes[0] === 0x1b && bytes[1] === 0x25 ? utf8Text : latinText;
    else if ((properties.has(name) || times.has(name)) && stays(iptcTag(record, dataset)))
      values.set(name, [...(values.get(name) ?? []), text(bytes)]);
  }
  return values;
}

function valueAs(form: Form, texts: readonly string[]): PropertyValue {
  if (form === 'text') return texts[0]!;
  if (form === 'Alt') return { list: form, items: [{ language: 'x-default', value: texts[0]! }] };
  return { list: form, items: texts.map((value) => ({ value })) };
}

/** A date as XMP writes it, as far as it is known: IIM puts zeros for an unknown month or day. */
function isoDate(day: string, time: string): string | undefined {
  const [, year = '', month = '', date = ''] = /^(\d{4})(\d\d)(\d\d)$/.exec(day) ?? [];
  if (!/[1-9]/.test(year)) return undefined;
  if (month === '00') return year;
  if (date === '00') return `${year}-${month}`;
  const [, hour, minute, second, hours, minutes] =
    /^(\d\d)(\d\d)(\d\d)(?:([-+]\d\d)(\d\d))?$/.exec(time) ?? [];
  const zone = hours ? `${hours}:${minutes}` : '';
  return `${year}-${month}-${date}${hour ? `T${hour}:${minute}:${second}${zone}` : ''}`;
}

/** What stays of image resources, as properties: whether rights are reserved, and an address. Blocks within are others'. */
export function resourceProperties(
  { view, start, end }: BlockView,
  path: string,
  context: Context,
  stays: Stays,
): Property[] {
  const found: Property[] = [];
  const walk = new ResourceWalk(view, start, end);
  while (walk.advance() && context.budget.tag(0)) {
    const { id, start: from, end: to } = walk;
    if (!stays(resourceTag(id)) || from >= to) continue;
    if (id === COPYRIGHT_FLAG)
      found.push({ uri: xmpRightsUri, local: 'Marked', value: view.u8(from) ? 'True' : 'False' });
    else if (id === URL_RESOURCE)
      found.push({ uri: xmpRightsUri, local: 'WebStatement', value: view.latin1(from, to) });
  }
  const { damage } = walk;
  if (damage) context.warn(damage.code, damage.message, damage.offset, path);
  return found;
}
