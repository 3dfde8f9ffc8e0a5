// Tags computed from Kodak's (ExifTool's Kodak.pm says from which).
import { plain } from '../../../present/plain.js';
import type { Composites, Computed, TagLookup } from '../../../types.js';

/** Levels by the number of the white balance. */
const levels = ['Auto', 'Fluorescent', 'Tungsten', 'Daylight', '4', '5', 'Shade'];

export const kodakComposites: Composites = {
  before: [
    { name: 'DateCreated', needs: ['YearCreated'], compute: dateCreated },
    { name: 'WB_RGBLevels', needs: ['WB_RGBLevelsAuto'], compute: balanceLevels },
  ],
  after: [],
};

function dateCreated(tags: TagLookup): Computed | undefined {
  const [year, day] = [tags.find('Kodak:YearCreated'), tags.find('Kodak:MonthDayCreated')];
  if (!year || !day) return undefined;
  const text = `${plain(year.value)}:${plain(day.value)}`;
  return { value: text, text };
}

function balanceLevels(tags: TagLookup): Computed | undefined {
  const balance = tags.number('KDC_IFD:WhiteBalance');
  const name = balance === undefined ? undefined : levels[balance];
  const found = name === undefined ? undefined : tags.find(`WB_RGBLevels${name}`);
  return found && { value: found.value, text: found.text };
}
