// Media Jukebox's segment: simple elements of XML.
import { utf8Text } from '../../bytes/text.js';
import type { Tag, TagDef } from '../../types.js';
import { type Element, parseXml } from '../xmp/xml.js';
import { dateOfSeconds } from './dates.js';
import { type AppStandard, type Segment, signed, tag } from './segment.js';

const headerLength = 16;
const leastLength = 23;
/** From 1899-12-30, the day zero of Windows' dates, to 1970-01-01. */
const daysTo1970 = 25_569;

const defs: { readonly [name: string]: TagDef } = {
  Date: {
    name: 'Date',
    value: (stored) => {
      const days = Number(stored);
      return Number.isFinite(days) ? dateOfSeconds((days - daysTo1970) * 86_400) : String(stored);
    },
  },
};

/** `Media Jukebox`, then one element `MJMD` with the properties in it. */
export const mediaJukebox: AppStandard = signed('APP9', 'Media Jukebox\0', (segment) => {
  const root = segment.end - segment.start < leastLength ? undefined : rootElement(segment);
  return (root?.children ?? []).flatMap(propertyTags);
});

function rootElement({ view, start, end, path, context }: Segment): Element | undefined {
  const text = utf8Text(view.slice(start + headerLength, end)).replaceAll('\0', '');
  try {
    return parseXml(text, { depth: context.limits.depth, parts: context.limits.values })[0];
  } catch (cause) {
    context.warn('malformed', `XML is not well formed: ${(cause as Error).message}`, start, path);
    return undefined;
  }
}

function propertyTags({ name, text, children }: Element): Tag[] {
  return children.length > 0 ? [] : tag('XML', 'MediaJukebox', defs[name] ?? { name }, text.trim());
}
