// Records of DNG 1.7: the sequence that a picture is one of, and the range of a profile; always big-endian.
import { utf8Text } from '../../bytes/text.js';
import type { View } from '../../bytes/view.js';
import { BYTE, FLOAT, LONG, SHORT } from '../../structures/tiff/field.js';
import { IMAGE_SEQUENCE_INFO, PROFILE_DYNAMIC_RANGE } from '../../structures/tiff/ids.js';
import type { Entry } from '../../structures/tiff/read.js';
import { makeTag } from '../../tables/tag.js';
import type { Tag } from '../../types.js';
import { type RecordLayout, recordTags } from './records.js';

const group = 'DNG';
const sequenceTexts = ['SeqID', 'SeqType', 'SeqFrameInfo'];

/** What follows the texts of a sequence. */
const sequenceNumbers: RecordLayout = {
  group,
  fields: [
    { at: 0, type: LONG, count: 1, def: { name: 'SeqIndex' } },
    { at: 4, type: LONG, count: 1, def: { name: 'SeqCount' } },
    { at: 8, type: BYTE, count: 1, def: { name: 'SeqFinal', labels: { '0': 'No', '1': 'Yes' } } },
  ],
};

const dynamicRange: RecordLayout = {
  group,
  fields: [
    { at: 0, type: SHORT, count: 1, def: { name: 'PDRVersion' } },
    {
      at: 2,
      type: SHORT,
      count: 1,
      def: { name: 'DynamicRange', labels: { '0': 'Standard', '1': 'High' } },
    },
    { at: 4, type: FLOAT, count: 1, def: { name: 'HintMaxOutputValue' } },
  ],
};

/** Whether an entry is such a record. */
export function isDngRecord(id: number): boolean {
  return id === IMAGE_SEQUENCE_INFO || id === PROFILE_DYNAMIC_RANGE;
}

/** The tags of such a record. */
export function dngRecordTags({ id, view, offset, length }: Entry): readonly Tag[] {
  if (!view) return [];
  const end = offset + length;
  return id === PROFILE_DYNAMIC_RANGE
    ? recordTags(view, offset, end, dynamicRange)
    : sequenceTags(view, offset, end);
}

/** Texts that each end with a null, then the numbers. */
function sequenceTags(view: View, start: number, end: number): Tag[] {
  const tags: Tag[] = [];
  let at = start;
  for (const name of sequenceTexts) {
    if (at >= end) return tags;
    const rest = view.slice(at, end);
    const nul = rest.indexOf(0);
    const text = nul === -1 ? rest : rest.subarray(0, nul);
    const tag = makeTag(group, group, name, { name }, utf8Text(text));
    if (tag) tags.push(tag);
    at += text.length + 1;
  }
  tags.push(...recordTags(view, at, end, sequenceNumbers));
  return tags;
}
