// Tags computed from Nikon's (ExifTool's Nikon.pm says from which).
import { plain } from '../../../present/plain.js';
import type { Tables } from '../../../tables/table.js';
import type { Composite, Composites, Computed, Labels, TagLookup } from '../../../types.js';

/** Everything that is computed for Nikon. */
export function nikonComposites(tables: Tables): Composites {
  return {
    before: [
      ...fromSettings,
      { name: 'LensID', needs: ['LensIDNumber'], compute: (tags) => lensId(tags, tables) },
    ],
    after: [],
  };
}

const onOff = (on: boolean): Computed => ({ value: on ? 1 : 0, text: on ? 'On' : 'Off' });

const fromSettings: readonly Composite[] = [
  {
    name: 'LensSpec',
    needs: ['Lens'],
    compute(tags) {
      const [lens, type] = [tags.find('Nikon:Lens'), tags.find('Nikon:LensType')];
      if (!lens || !type) return undefined;
      return { value: `${plain(lens.value)} ${type.value}`, text: `${lens.text} ${type.text}` };
    },
  },
  {
    name: 'AutoFocus',
    needs: ['FocusMode'],
    compute(tags) {
      const mode = tags.value('Nikon:FocusMode');
      return mode === undefined ? undefined : onOff(!/^Manual/i.test(String(mode)));
    },
  },
  {
    name: 'PhaseDetectAF',
    needs: ['FocusPointSchema'],
    compute(tags) {
      const [schema, method] = [
        tags.number('Nikon:FocusPointSchema'),
        tags.number('Nikon:AFDetectionMethod'),
      ];
      if (schema === undefined || method === undefined) return undefined;
      const value = method === 0 ? schema : 0;
      return { value, text: phaseDetect[value] ?? `Unknown (${value})` };
    },
  },
  {
    name: 'ContrastDetectAF',
    needs: ['AFDetectionMethod'],
    compute(tags) {
      const mode = tags.value('Nikon:FocusMode');
      const method = tags.number('Nikon:AFDetectionMethod');
      if (mode === undefined || method === undefined) return undefined;
      return onOff(!/^Manual/i.test(String(mode)) && method === 1);
    },
  },
];

const phaseDetect: { readonly [schema: number]: string } = {
  0: 'Off',
  1: 'On (51-point)',
  2: 'On (11-point)',
  3: 'On (39-point)',
  7: 'On (153-point)',
  9: 'On (105-point)',
};

/** The parts of a lens' key, and the byte that each is stored as. */
const keyParts: readonly (readonly [name: string, stored: (value: number) => number])[] = [
  ['Nikon:LensIDNumber', (value) => value],
  ['LensFStops', (stops) => stops * 12],
  ['MinFocalLength', (focal) => 24 * Math.log2(focal / 5)],
  ['MaxFocalLength', (focal) => 24 * Math.log2(focal / 5)],
  ['MaxApertureAtMinFocal', (aperture) => 24 * Math.log2(aperture)],
  ['MaxApertureAtMaxFocal', (aperture) => 24 * Math.log2(aperture)],
  ['MCUVersion', (value) => value],
  ['Nikon:LensType', (value) => value],
];

/** A lens is known by eight bytes that are stored of it. */
function lensId(tags: TagLookup, tables: Tables): Computed | undefined {
  const key: string[] = [];
  for (const [name, stored] of keyParts) {
    const value = tags.number(name);
    const byte = value === undefined ? Number.NaN : Math.round(stored(value));
    if (!(byte >= 0 && byte <= 255)) return undefined;
    key.push(byte.toString(16).toUpperCase().padStart(2, '0'));
  }
  const labels = tables.get('Nikon::Composite')?.rows.get('LensID')?.rows[0]?.labelling?.labels ?? {};
  const value = key.join(' ');
  return { value, text: lensName(value, labels) };
}

/** The lens of a key: several lenses of one key are told together; bytes that vary are let go one by one. */
export function lensName(key: string, labels: Labels): string {
  if (labels[key] !== undefined) return labels[key];
  const several: string[] = [];
  for (let i = 1; labels[`${key}.${i}`] !== undefined; i++) several.push(labels[`${key}.${i}`]!);
  if (several.length > 0) return several.join(' or ');
  const parts = key.split(' ');
  const alike = (id: string, free: readonly number[], lastFree: boolean): boolean => {
    const own = id.split(' ');
    return (
      own.length === 8 &&
      own.every((part, i) => {
        if (free.includes(i)) return part.length === 2;
        return i === 7 && lastFree ? part.length === 2 && part[1] === parts[7]![1] : part === parts[i];
      })
    );
  };
  const ids = Object.keys(labels)
    .filter((id) => alike(id, [0, 1], true))
    .sort();
  const otherStops = ids.find((id) => alike(id, [1], false));
  if (otherStops) return labels[otherStops]!;
  const near = ids.find((id) => alike(id, [0], false)) ?? ids.find((id) => alike(id, [], true));
  return near ? `Unknown (${key}) ${labels[near]} ?` : `Unknown (${key})`;
}
