// Thermal cameras of DJI drones: the parameters of a measurement in APP4, its data in APP3 and APP5.

import { join } from '../../bytes/block-view.js';
import { oncePer } from '../../bytes/once.js';
import { utf8Text } from '../../bytes/text.js';
import type { Tag } from '../../types.js';
import { appRecords } from './records.js';
import { type AppSegment, type AppStandard, segmentStarts, tag } from './segment.js';

/** The table of a segment of parameters, and where it starts: three generations of cameras mark theirs. */
function parameters(segment: AppSegment): { readonly table: string; readonly skip: number } | undefined {
  if (segment.label !== 'APP4') return undefined;
  const marks = (at: number, mark: string): boolean =>
    segmentStarts({ ...segment, start: segment.start + at }, mark);
  if (marks(0, '\xaa\x55\x12\x06')) return { table: 'DJI::ThermalParams', skip: 0 };
  if (marks(32, '\x2c\x01\x20\0')) return { table: 'DJI::ThermalParams2', skip: 0 };
  if (marks(64, '\x2c\x01\x20\0')) return { table: 'DJI::ThermalParams2', skip: 32 };
  return marks(32, '\xaa\x55\x38\0') ? { table: 'DJI::ThermalParams3', skip: 32 } : undefined;
}

const isText = (segment: AppSegment): boolean =>
  segment.label === 'APP6' && segmentStarts(segment, 'DTAT\0\0');

const isThermal = oncePer((all: readonly AppSegment[]) =>
  all.some((segment) => isText(segment) || parameters(segment)),
);

const data: { readonly [label: string]: string } = { APP3: 'ThermalData', APP5: 'ThermalCalibration' };

/** DJI's thermal segments, in files that have the parameters or the text of such a camera. */
export const dji: AppStandard = {
  matches: (segment, all) =>
    isThermal(all) && (data[segment.label] !== undefined || isText(segment) || !!parameters(segment)),
  decode: (segments) => [
    ...segments.flatMap(told),
    ...Object.entries(data).flatMap(([label, name]): Tag[] => {
      const own = segments.filter((segment) => segment.label === label);
      const bytes = join(own.map(({ view, start, end }) => view.slice(start, end)));
      return own.length > 0 ? tag(label, 'DJI', { name }, bytes) : [];
    }),
  ],
};

function told(segment: AppSegment): readonly Tag[] {
  const { view, start, end } = segment;
  if (isText(segment)) return tag('APP6', 'DJI', { name: 'DJI_DTAT' }, utf8Text(view.slice(start + 7, end)));
  const found = parameters(segment);
  return found ? appRecords.tags(found.table, view, start + found.skip, end, { littleEndian: true }) : [];
}
