// Records in IFD0 of Panasonic raw files: white balance by light source, and lens distortion.
import { SHORT, SSHORT } from '../../structures/tiff/field.js';
import { LIGHT_SOURCE } from '../../structures/tiff/ids.js';
import type { Entry } from '../../structures/tiff/read.js';
import { lazy } from '../../tables/lazy.js';
import type { Tag, TagDef, TagValue } from '../../types.js';
import { exifDefinitions } from './definitions.js';
import { type Field, type RecordLayout, recordTags } from './records.js';

const group = 'PanasonicRaw';
const balances = 7;

/** A count, then for each light source its number and its levels. */
function balanceRecord(name: string, levels: number): RecordLayout {
  const labels = exifDefinitions().get(LIGHT_SOURCE)?.labels;
  const field = (index: number, count: number, def: TagDef): Field => ({
    at: index * 2,
    type: SHORT,
    count,
    def,
  });
  const fields = [field(0, 1, { name: 'NumWBEntries' })];
  for (let i = 0; i < balances; i++) {
    const index = 1 + i * (levels + 1);
    fields.push(field(index, 1, { name: `WBType${i + 1}`, ...(labels && { labels }) }));
    fields.push(field(index + 1, levels, { name: `${name}${i + 1}` }));
  }
  return { group, fields };
}

const per32768 = (stored: TagValue): number => Number(stored) / 32_768;

const distortion = (): RecordLayout => ({
  group,
  fields: [
    ...[2, 4].map((index) => parameter(index)),
    {
      at: 10,
      type: SSHORT,
      count: 1,
      // -32768 would be a division by 0
      def: {
        name: 'DistortionScale',
        value: (stored) => (stored === -32_768 ? undefined : 1 / (1 + per32768(stored))),
      },
    },
    {
      at: 14,
      type: SSHORT,
      count: 1,
      def: {
        name: 'DistortionCorrection',
        value: (stored) => Number(stored) & 0x0f,
        labels: { '0': 'Off', '1': 'On' },
      },
    },
    ...[8, 9, 11].map((index) => parameter(index)),
  ],
});

function parameter(index: number): Field {
  const def = { name: `DistortionParam${String(index).padStart(2, '0')}`, value: per32768 };
  return { at: index * 2, type: SSHORT, count: 1, def };
}

const records = lazy(
  (): ReadonlyMap<number, RecordLayout> =>
    new Map([
      [0x13, balanceRecord('WB_RBLevels', 2)],
      [0x27, balanceRecord('WB_RGBLevels', 3)],
      [0x119, distortion()],
    ]),
);

/** The tags of an entry of IFD0 that is such a record; `undefined` where it is none. */
export function panasonicRecordTags(entry: Entry, littleEndian: boolean): readonly Tag[] | undefined {
  const { id, view, offset, length } = entry;
  const layout = records().get(id);
  return layout && (view ? recordTags(view, offset, offset + length, layout, littleEndian) : []);
}
