// Tags computed from Canon's (ExifTool's Canon.pm says from which).
import { fixed } from '../../../present/exposure.js';
import { wholeText } from '../../../present/whole.js';
import type { Tables } from '../../../tables/table.js';
import type { Value } from '../../../tables/value.js';
import { toNumber } from '../../../tables/value.js';
import type { Composite, Composites, Computed, TagLookup } from '../../../types.js';
import { labelsOfTag, lensFacts } from '../lens-composite.js';
import { lensByFacts } from '../lens-id.js';

/** Everything that is computed for Canon. */
export function canonComposites(tables: Tables): Composites {
  return {
    before: [lensId(tables), ...fromSettings],
    after: [{ name: 'Lens35efl', needs: ['MinFocalLength'], compute: lens35 }],
  };
}

/** What flash tags need: that a flash was there. */
function withFlash(compute: (tags: TagLookup, bits: number) => Computed | undefined): Composite['compute'] {
  return (tags) => {
    const bits = tags.number('FlashBits');
    return bits ? compute(tags, bits) : undefined;
  };
}

const fromSettings: readonly Composite[] = [
  {
    name: 'DriveMode',
    needs: ['ContinuousDrive'],
    compute(tags) {
      const continuous = tags.value('ContinuousDrive');
      const timer = tags.value('SelfTimer');
      if (continuous === undefined || timer === undefined) return undefined;
      const value = continuous ? 0 : timer ? 1 : 2;
      return {
        value,
        text: ['Continuous Shooting', 'Self-timer Operation', 'Single-frame Shooting'][value]!,
      };
    },
  },
  {
    name: 'Lens',
    needs: ['MinFocalLength'],
    compute(tags) {
      const [short, long] = focalRange(tags);
      return short === undefined || long === undefined
        ? undefined
        : { value: short, text: rangeText(short, long) };
    },
  },
  { name: 'ShootingMode', needs: ['CanonExposureMode'], compute: shootingMode },
  {
    name: 'FlashType',
    needs: ['FlashBits'],
    compute: withFlash((_, bits) =>
      bits & 0x4000 ? { value: 1, text: 'External' } : { value: 0, text: 'Built-In Flash' },
    ),
  },
  {
    name: 'RedEyeReduction',
    needs: ['FlashBits'],
    compute: withFlash((tags) => {
      const mode = tags.number('CanonFlashMode');
      if (mode === undefined) return undefined;
      return mode === 3 || mode === 4 || mode === 6 ? { value: 1, text: 'On' } : { value: 0, text: 'Off' };
    }),
  },
  {
    name: 'ConditionalFEC',
    needs: ['FlashBits'],
    compute: withFlash((tags) => {
      const tag = tags.find('FlashExposureComp');
      return tag && { value: tag.value, text: tag.text };
    }),
  },
  {
    name: 'ShutterCurtainHack',
    needs: ['FlashBits'],
    compute: withFlash((tags) => {
      const value = tags.number('ShutterCurtainSync') ?? 0;
      const text = ['1st-curtain sync', '2nd-curtain sync'][value] ?? `Unknown (${value})`;
      return { value, text };
    }),
  },
  { name: 'WB_RGGBLevels', needs: ['WhiteBalance'], compute: balanceLevels },
  { name: 'ISO', weak: true, compute: iso },
  {
    name: 'DigitalZoom',
    needs: ['DigitalZoom'],
    compute(tags) {
      const [from, to] = [tags.number('Canon:ZoomSourceWidth'), tags.number('Canon:ZoomTargetWidth')];
      if (tags.number('Canon:DigitalZoom') !== 3 || !from || !to) return undefined;
      return { value: to / from, text: `${fixed(to / from, 2)}x` };
    },
  },
  { name: 'FileNumber', needs: ['DirectoryIndex'], compute: fileNumber },
];

function focalRange(tags: TagLookup): readonly [number | undefined, number | undefined] {
  return [tags.number('Canon:MinFocalLength'), tags.number('Canon:MaxFocalLength')];
}

function rangeText(short: number, long: number, scale = 1): string {
  const from = fixed(short * scale, 1);
  return short === long ? `${from} mm` : `${from} - ${fixed(long * scale, 1)} mm`;
}

function lens35(tags: TagLookup): Computed | undefined {
  const [short, long] = focalRange(tags);
  const lens = tags.find('Lens');
  if (short === undefined || long === undefined || !lens) return undefined;
  const scale = Number(tags.value('Composite:ScaleFactor35efl') ?? 0);
  const equivalent = scale ? ` (35 mm equivalent: ${rangeText(short, long, scale)})` : '';
  return { value: toNumber(lens.value as Value) * (scale || 1), text: `${lens.text}${equivalent}` };
}

const BULB = 7;
const MANUAL = 4;

function shootingMode(tags: TagLookup): Computed | undefined {
  const exposure = tags.find('CanonExposureMode');
  const easy = tags.find('EasyMode');
  if (!exposure || !easy) return undefined;
  if (!exposure.value) return { value: Number(easy.value) + 10, text: easy.text };
  const bulb = exposure.value === BULB || (exposure.value === MANUAL && tags.number('BulbDuration'));
  return bulb ? { value: BULB, text: 'Bulb' } : { value: exposure.value, text: exposure.text };
}

/** Levels by the number of the white balance. */
const levelNames: readonly string[] = [
  ...['Auto', 'Daylight', 'Cloudy', 'Tungsten', 'Fluorescent', 'Flash', 'Custom', '', 'Shade', 'Kelvin'],
];

function balanceLevels(tags: TagLookup): Computed | undefined {
  const balance = tags.number('Canon:WhiteBalance');
  if (balance === undefined) return undefined;
  const asShot = tags.find('WB_RGGBLevelsAsShot');
  const name = levelNames[balance];
  const levels = asShot?.value ? asShot : name ? tags.find(`WB_RGGBLevels${name}`) : undefined;
  return levels && { value: levels.value, text: levels.text };
}

/** The camera's, where it is a number; else from the base and what automatic adds. */
function iso(tags: TagLookup): Computed | undefined {
  const set = tags.value('Canon:CameraISO');
  if (set && /^\d+$/.test(String(set))) return { value: Number(set), text: fixed(Number(set), 0) };
  const [base, auto] = [tags.value('Canon:BaseISO'), tags.value('Canon:AutoISO')].map(Number);
  if (!base || !auto) return undefined;
  const value = (base * auto) / 100;
  return { value, text: fixed(value, 0) };
}

function fileNumber(tags: TagLookup): Computed | undefined {
  let [directory, file] = [tags.number('DirectoryIndex'), tags.number('FileIndex')];
  if (directory === undefined || file === undefined) return undefined;
  // The file before the first of the next directory.
  if (file === 10_000) {
    file = 1;
    directory++;
  }
  const value = `${wholeText(directory, 3)}${wholeText(file, 4)}`;
  return { value, text: value.replace(/(\d+)(\d{4})/, '$1-$2') };
}

function lensId(tables: Tables): Composite {
  return {
    name: 'LensID',
    compute(tags) {
      const type = tags.find('LensType');
      if (type?.group !== 'Canon' && type?.group !== 'CIFF') return undefined;
      const rf = tags.find('RFLensType');
      const used = rf?.value ? rf : type;
      const labels = rf?.value
        ? labelsOfTag(tables, 'Canon::FileInfo', 'RFLensType')
        : labelsOfTag(tables, 'Canon::CameraSettings', 'LensType');
      return {
        value: type.value,
        text: lensByFacts(String(used.value), String(used.text), labels, lensFacts(tags), 'Canon '),
      };
    },
  };
}
