// Decodes Photoshop image resources into tags.
import { plainText } from '../../bytes/text.js';
import type { View } from '../../bytes/view.js';
import type { Resource } from '../../structures/resources/walk.js';
import { listOfRow, tagOfRow } from '../../tables/records.js';
import type { Budget, Tag } from '../../types.js';
import { photoshopRecords, RESOURCES, urlList } from './tags.js';

const channelOptions = 'Photoshop::ChannelOptions';
const channelBytes = 13;
const maxChannels = 64;

/** The tags of one resource; none for resources that are not shown. */
export function resourceTags(view: View, { id, start, end }: Resource, budget: Budget): Tag[] {
  const row = photoshopRecords.row(RESOURCES, id);
  // Pictures have something before them, and are told by their size.
  if (!budget.tag(row?.raw ? 0 : end - start) || !row) return [];
  const table = row.sub?.table;
  if (table === channelOptions) return channelTags(view, start + 4, end);
  if (table) return photoshopRecords.tags(table, view, start, end);
  const bytes = view.slice(start, end);
  if (row.isList) {
    const urls = urlList(bytes);
    return urls ? [listOfRow(row, urls)] : tagOfRow(row, '<err>');
  }
  return tagOfRow(row, row.raw || row.value ? bytes : plainText(bytes));
}

function channelTags(view: View, start: number, end: number): Tag[] {
  const tags: Tag[] = [];
  for (let channel = 0; channel < maxChannels; channel++) {
    const at = start + channel * channelBytes;
    if (at + channelBytes > end) break;
    const group = `Channel${channel}`;
    tags.push(...photoshopRecords.tags(channelOptions, view, at, at + channelBytes, { group }));
  }
  return tags;
}
