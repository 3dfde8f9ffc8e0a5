// Decodes Photoshop image resources into tags.
import { latinText, toHex, utf8Text, utf16Text } from '../../bytes/text.js';
import type { View } from '../../bytes/view.js';
import type { Resource } from '../../structures/resources/walk.js';
import { INT8U, readStored } from '../../tables/stored-value.js';
import { makeTag } from '../../tables/tag.js';
import type { Budget, Tag, TagDef, TagValue } from '../../types.js';
import { channelOptions, photoshopRecords, resourceTables } from './tags.js';

const family = 'Photoshop';
const thumbnailHeader = 28;

type Decode = (view: View, start: number, end: number) => TagValue | undefined;

/** Resources of one value, by resource id. */
const values: { readonly [id: number]: { readonly def: TagDef; readonly decode: Decode } } = {
  [0x03ee]: { def: { name: 'AlphaChannelsNames' }, decode: pascalStrings },
  [0x0409]: { def: { name: 'PhotoshopBGRThumbnail' }, decode: thumbnail },
  [0x040a]: {
    def: { name: 'CopyrightFlag', labels: { '0': 'False', '1': 'True' } },
    decode: (view, start, end) => readStored(view, start, end, INT8U, Math.max(1, Math.min(end - start, 64))),
  },
  [0x040b]: {
    def: { name: 'URL' },
    decode: (view, start, end) => utf8Text(view.slice(start, end)).replaceAll('\0', ''),
  },
  [0x040c]: { def: { name: 'PhotoshopThumbnail' }, decode: thumbnail },
  [0x040d]: { def: { name: 'GlobalAngle' }, decode: word },
  [0x0419]: { def: { name: 'GlobalAltitude' }, decode: word },
  [0x041b]: {
    def: { name: 'WorkflowURL' },
    decode: (view, start, end) => unicodeString(view, start, end)?.text ?? '<err>',
  },
  [0x041e]: { def: { name: 'URL_List', print: printList }, decode: urlList },
  [0x0425]: {
    def: { name: 'IPTCDigest' },
    decode: (view, start, end) => toHex(view.slice(start, end)),
  },
  [0x0bb7]: {
    def: { name: 'ClippingPathName' },
    decode: (view, start, end) =>
      pascalStrings(view, start, start < end ? Math.min(end, start + 1 + view.u8(start)) : end),
  },
};

/** The tags of one resource; none for resources that are not shown. */
export function resourceTags(view: View, { id, start, end }: Resource, budget: Budget): Tag[] {
  if (!budget.tag(isPicture(id) ? 0 : end - start)) return [];
  const record = resourceTables[id];
  if (record) return photoshopRecords.tags(record, view, start, end);
  if (id === 0x041a) return sliceTags(view, start, end);
  if (id === 0x0421) return versionTags(view, start, end);
  if (id === 0x0435) return channelTags(view, start, end);
  const single = values[id];
  const value = single?.decode(view, start, end);
  return value === undefined ? [] : tagOf(id, single!.def, value);
}

function isPicture(id: number): boolean {
  return values[id]?.decode === thumbnail;
}

function tagOf(id: number, def: TagDef, value: TagValue): Tag[] {
  const tag = makeTag(family, family, id, def, value);
  return tag ? [tag] : [];
}

function sliceTags(view: View, start: number, end: number): Tag[] {
  const name = recordString(view, start + 20, end);
  if (!name) return [];
  const tags = tagOf(0x041a, { name: 'SlicesGroupName' }, name.text);
  const count = word(view, name.end, end);
  return count === undefined ? tags : [...tags, ...tagOf(0x041a, { name: 'NumSlices' }, count)];
}

function versionTags(view: View, start: number, end: number): Tag[] {
  const merged = readStored(view, start + 4, end, INT8U, 1);
  if (merged === undefined) return [];
  const tags = tagOf(0x0421, { name: 'HasRealMergedData', labels: { '0': 'No', '1': 'Yes' } }, merged);
  const writer = recordString(view, start + 5, end);
  if (writer) tags.push(...tagOf(0x0421, { name: 'WriterName' }, writer.text));
  const reader = writer && recordString(view, writer.end, end);
  if (reader) tags.push(...tagOf(0x0421, { name: 'ReaderName' }, reader.text));
  return tags;
}

function channelTags(view: View, start: number, end: number): Tag[] {
  const tags: Tag[] = [];
  for (let channel = 0; start + 4 + (channel + 1) * 13 <= end && channel < 64; channel++) {
    const at = start + 4 + channel * 13;
    tags.push(...photoshopRecords.tags(channelOptions, view, at, at + 13, { group: `Channel${channel}` }));
  }
  return tags;
}

function word(view: View, start: number, end: number): number | undefined {
  return start + 4 <= end ? view.u32(start) : undefined;
}

function thumbnail(view: View, start: number, end: number): Uint8Array | undefined {
  return start + thumbnailHeader < end ? view.slice(start + thumbnailHeader, end) : undefined;
}

/** A count of UTF-16 units and the text, and where it ends; `undefined` where it runs over the end. */
function unicodeString(view: View, start: number, end: number): { text: string; end: number } | undefined {
  const length = word(view, start, end);
  if (length === undefined || start + 4 + length * 2 > end) return undefined;
  const after = start + 4 + length * 2;
  return { text: utf16Text(view.slice(start + 4, after)), end: after };
}

/** The same in a record, where a text may be cut off by the record's end. */
function recordString(view: View, start: number, end: number): { text: string; end: number } | undefined {
  if (word(view, start, end) === undefined) return undefined;
  return unicodeString(view, start, end) ?? { text: utf16Text(view.slice(start + 4, end)), end };
}

function pascalStrings(view: View, start: number, end: number): string {
  const texts: string[] = [];
  for (let at = start; at < end; at += 1 + view.u8(at)) {
    if (at + view.u8(at) >= end) break;
    texts.push(latinText(view.slice(at + 1, at + 1 + view.u8(at))));
  }
  return texts.join(', ');
}

function urlList(view: View, start: number, end: number): TagValue {
  const count = word(view, start, end);
  if (count === undefined) return '<err>';
  const urls: string[] = [];
  let at = start + 4;
  while (urls.length < count) {
    const url = unicodeString(view, at + 8, end);
    if (!url) break;
    urls.push(url.text);
    at = url.end;
  }
  return urls;
}

function printList(value: TagValue): string | readonly string[] {
  const list = value as string | readonly string[];
  return list.length === 1 && typeof list !== 'string' ? list[0]! : list;
}
