// JPEG Stereo (JPS, VRex 1997): how the two views of a stereo picture lie.
import { bytesBeforeNull, utf8Text } from '../../bytes/text.js';
import type { Labels, Tag } from '../../types.js';
import { bitNames } from '../bits.js';
import { type AppSegment, type AppStandard, signed, tag } from './segment.js';

const layouts: { readonly [type: number]: Labels } = {
  0: { '0': 'Both Eyes', '1': 'Left Eye', '2': 'Right Eye' },
  1: { '1': 'Interleaved', '2': 'Side By Side', '3': 'Over Under', '4': 'Anaglyph' },
};
const flags = { 0: 'Half height', 1: 'Half width', 2: 'Left field first' };

/** JPS in APP3: a header of the stereo picture and a comment. */
export const stereo: AppStandard = signed('APP3', '_JPSJPS_', stereoTags);

function stereoTags({ view, start, end }: AppSegment): Tag[] {
  if (start + 14 > end) return [];
  const jps = (def: Parameters<typeof tag>[2], value: Parameters<typeof tag>[3]) =>
    tag('APP3', 'JPS', def, value);
  const [separation, flag, layout, type] = [10, 11, 12, 13].map((at) => view.u8(start + at)) as [
    number,
    number,
    number,
    number,
  ];
  const tags: Tag[] = [];
  if (type === 1) tags.push(...jps({ name: 'JPSSeparation' }, separation));
  tags.push(...jps({ name: 'JPSFlags', print: (value) => bitNames(Number(value), flags) }, flag));
  const labels = layouts[type];
  if (labels) tags.push(...jps({ name: 'JPSLayout', labels }, layout));
  tags.push(...jps({ name: 'JPSType', labels: { '0': 'Mono', '1': 'Stereo' } }, type));
  const comment = start + 12 + view.u16(start + 8);
  if (comment < end)
    tags.push(...jps({ name: 'JPSComment' }, utf8Text(bytesBeforeNull(view.slice(comment, end)))));
  return tags;
}
