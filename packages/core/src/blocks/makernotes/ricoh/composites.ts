// Tags computed from Ricoh's (ExifTool's Ricoh.pm says from which).
import { toNumber, toText, type Value, wordList } from '../../../tables/value.js';
import type { Composites, Computed, TagLookup } from '../../../types.js';

/** Lens units of the GXR by the name of their firmware. */
const lensUnits: { readonly [name: string]: string } = {
  RL1: 'GR Lens A12 50mm F2.5 Macro',
  RL2: 'Ricoh Lens S10 24-70mm F2.5-4.4 VC',
  RL3: 'Ricoh Lens P10 28-300mm F3.5-5.6 VC',
  RL5: 'GR Lens A12 28mm F2.5',
  RL6: 'Ricoh Lens A16 24-85mm F3.5-5.5',
  RL8: 'Mount A12',
};

export const ricohComposites: Composites = {
  before: [
    {
      name: 'LensID',
      needs: ['LensFirmware'],
      compute(tags) {
        const value = toText(tags.value('Ricoh:LensFirmware') as Value).replace(/\s*:[^\n]*/, '');
        return value === '' ? undefined : { value, text: lensUnits[value] ?? `Unknown (${value})` };
      },
    },
    { name: 'RicohPitch', needs: ['Accelerometer'], compute: (tags) => tilt(tags, 1) },
    { name: 'RicohRoll', needs: ['Accelerometer'], compute: (tags) => tilt(tags, 0) },
  ],
  after: [],
};

/** An angle of the sensor of tilt: that to the sides is below 0 on one of them. */
function tilt(tags: TagLookup, index: number): Computed | undefined {
  const angles = wordList(tags.value('Ricoh:Accelerometer') as Value);
  const angle = angles[index];
  if (angle === undefined) return undefined;
  const degrees = toNumber(angle);
  const value = index === 0 && degrees > 180 ? degrees - 360 : degrees;
  return { value, text: toText(value) };
}
