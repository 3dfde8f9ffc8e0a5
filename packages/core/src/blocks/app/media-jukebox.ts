// Media Jukebox's segment: simple elements of XML.
import { utf8Text } from '../../bytes/text.js';
import { XmlWalk } from '../../structures/xmp/xml-walk.js';
import type { Tag, TagDef } from '../../types.js';
import { dateOfSeconds } from './dates.js';
import { type AppStandard, signed, tag } from './segment.js';

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
  const { view, start, end, path, context } = segment;
  if (end - start < leastLength) return [];
  const text = utf8Text(view.slice(start + headerLength, end)).replaceAll('\0', '');
  const { depth, values } = context.limits;
  const walk = new XmlWalk(text, { maxDepth: depth, maxParts: values }, (code, message) =>
    context.warn(code, `XML: ${message}`, start, path),
  );
  const tags: Tag[] = [];
  for (let step = walk.next(); step !== 'end' && context.budget.item(0); step = walk.next()) {
    if (step !== 'close' || walk.depth !== 1 || walk.hasElements) continue;
    const { name } = walk;
    tags.push(...tag('XML', 'MediaJukebox', defs[name] ?? { name }, walk.content().trim()));
  }
  return tags;
});
