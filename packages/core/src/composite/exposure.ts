// Computed tags about exposure and optics. The formulas are those that ExifTool documents for its
// Composite tags; 36 x 24 mm is the reference frame.
import { asNumber, exposureTime, fixed, fNumber } from '../present/exposure.js';
import { significant } from '../present/number.js';
import { plain } from '../present/plain.js';
import { FOCAL_PLANE_X_RESOLUTION, FOCAL_PLANE_Y_RESOLUTION } from '../structures/tiff/ids.js';
import type { TagValue } from '../types.js';
import type { CompositeTag } from './definition.js';
import { type Lookup, perlNumberOf } from './lookup.js';

/** Not `Math.hypot`, whose last digit is another. */
const diagonalOf = (width: number, height: number): number => Math.sqrt(width * width + height * height);
const fullFrameDiagonal = diagonalOf(36, 24);
/** What ExifTool takes for pi: five decimals. */
const shortPi = 314_159 / 100_000;

export const exposureComposites: readonly CompositeTag[] = [
  {
    name: 'ShutterSpeed',
    needs: ['BulbDuration', 'ExposureTime', 'ShutterSpeedValue'],
    compute(tags) {
      const bulb = tags.number('BulbDuration');
      const value = bulb && bulb > 0 ? bulb : (tags.value('ExposureTime') ?? tags.value('ShutterSpeedValue'));
      return value === undefined ? undefined : { value, text: printed(value, exposureTime) };
    },
  },
  {
    name: 'Aperture',
    needs: ['FNumber', 'ApertureValue'],
    compute(tags) {
      const apex = tags.value('ApertureValue');
      // an APEX value of 0, which is f/1, is taken as none at all
      const value = truthy(tags.value('FNumber')) ?? (apex === 1 ? undefined : truthy(apex));
      return value === undefined ? undefined : { value, text: printed(value, fNumber) };
    },
  },
  {
    name: 'LightValue',
    needs: ['ISO'],
    compute(tags) {
      const aperture = tags.number('Composite:Aperture');
      const shutter = tags.number('Composite:ShutterSpeed');
      const iso = perlNumberOf(tags.find('ISO') && textNumber(tags, 'ISO'));
      if (!aperture || !shutter || !iso || aperture <= 0 || shutter <= 0 || iso <= 0) return undefined;
      const value = Math.log((aperture * aperture * 100) / (shutter * iso)) / Math.LN2;
      return { value, text: fixed(value, 1) };
    },
  },
  {
    name: 'ScaleFactor35efl',
    compute(tags) {
      const value = scaleFactor(tags);
      return value === undefined ? undefined : { value, text: fixed(value, 1) };
    },
  },
  {
    name: 'FocalLength35efl',
    needs: ['FocalLength'],
    compute(tags) {
      if (!tags.find('FocalLength')) return undefined;
      const focal = tags.number('FocalLength') ?? 0;
      const scale = tags.number('Composite:ScaleFactor35efl');
      const value = focal * (scale || 1);
      const equivalent = scale ? ` (35 mm equivalent: ${fixed(value, 1)} mm)` : '';
      return { value, text: `${fixed(focal, 1)} mm${equivalent}` };
    },
  },
  {
    name: 'CircleOfConfusion',
    needs: ['ScaleFactor35efl'],
    compute(tags) {
      const scale = tags.value('Composite:ScaleFactor35efl');
      if (typeof scale !== 'number' || !scale) return undefined;
      const value = fullFrameDiagonal / (scale * 1440);
      return { value, text: `${fixed(value, 3)} mm` };
    },
  },
  {
    name: 'HyperfocalDistance',
    needs: ['CircleOfConfusion'],
    compute(tags) {
      const lens = depthInputs(tags);
      if (!lens) return undefined;
      if (!lens.aperture || !lens.blur) return { value: 'inf', text: 'inf m' };
      const value = (lens.focal * lens.focal) / (lens.aperture * lens.blur * 1000);
      return { value, text: `${fixed(value, 2)} m` };
    },
  },
  {
    name: 'DOF',
    needs: [
      'FocusDistance',
      'SubjectDistance',
      'ObjectDistance',
      'ApproximateFocusDistance',
      'FocusDistanceLower',
    ],
    compute: depthOfField,
  },
  { name: 'FOV', needs: ['ScaleFactor35efl'], compute: fieldOfView },
];

/** A number in its printed form; other text as it is. */
function printed(value: TagValue, print: (value: number) => string): string {
  const number = asNumber(value);
  if (number !== undefined) return print(number);
  return typeof value === 'number' ? fixed(value, 0) : String(plain(value));
}

function truthy(value: TagValue | undefined): TagValue | undefined {
  return value === 0 || value === '' || value === '0' ? undefined : value;
}

function textNumber(tags: Lookup, name: string): TagValue | undefined {
  const text = tags.text(name);
  return typeof text === 'string' ? text : tags.value(name);
}

interface DepthInputs {
  readonly focal: number;
  readonly aperture: number;
  /** Circle of confusion in mm. */
  readonly blur: number;
}

function depthInputs(tags: Lookup): DepthInputs | undefined {
  const focal = tags.find('FocalLength');
  const aperture = tags.find('Composite:Aperture');
  const blur = tags.find('Composite:CircleOfConfusion');
  if (!focal || !aperture || !blur) return undefined;
  return {
    focal: perlNumberOf(focal.value) ?? 0,
    aperture: perlNumberOf(aperture.value) ?? 0,
    blur: perlNumberOf(blur.value) ?? 0,
  };
}

function depthOfField(tags: Lookup): ReturnType<CompositeTag['compute']> {
  const lens = depthInputs(tags);
  if (!lens) return undefined;
  const distance = focusDistance(tags);
  if (distance === undefined) return undefined;
  if (!lens.focal || !lens.blur) return { value: 0, text: 'inf (0.00 m - inf)' };
  const t = (lens.aperture * lens.blur * (distance * 1000 - lens.focal)) / (lens.focal * lens.focal);
  const near = distance / (1 + t);
  const far = Math.max(0, distance / (1 - t));
  const value = `${significant(near, 15)} ${significant(far, 15)}`;
  if (!far || !Number.isFinite(far)) return { value, text: `inf (${fixed(near, 2)} m - inf)` };
  const digits = far - near > 0 && far - near < 0.02 ? 3 : 2;
  const [depth, first, last] = [far - near, near, far].map((length) => fixed(length, digits));
  return { value, text: `${depth} m (${first} - ${last} m)` };
}

/** Metres; a FocusDistance of 0 means far away. */
function focusDistance(tags: Lookup): number | undefined {
  const own = tags.number('FocusDistance');
  if (own !== undefined) return own || 1e10;
  for (const name of ['SubjectDistance', 'ObjectDistance', 'ApproximateFocusDistance']) {
    const tag = tags.find(name);
    const value = tag && (tag.value === 'inf' ? 1e10 : perlNumberOf(tag.value));
    if (value) return value;
    if (tag && name === 'ApproximateFocusDistance') return 0;
  }
  const lower = tags.number('FocusDistanceLower');
  const upper = tags.number('FocusDistanceUpper');
  return lower === undefined || upper === undefined ? undefined : (lower + upper) / 2;
}

function fieldOfView(tags: Lookup): ReturnType<CompositeTag['compute']> {
  const focal = tags.number('FocalLength');
  const scale = tags.number('Composite:ScaleFactor35efl');
  if (!focal || !scale) return undefined;
  const distance = tags.number('FocusDistance');
  let correction = 1;
  if (distance) {
    const beyond = 1000 * distance - focal;
    if (beyond > 0) correction += focal / beyond;
  }
  const half = Math.atan2(36, 2 * focal * scale * correction);
  const degrees = (half * 360) / shortPi;
  if (!distance || distance <= 0 || distance >= 10_000) {
    return { value: degrees, text: `${fixed(degrees, 1)} deg` };
  }
  const width = (2 * distance * Math.sin(half)) / Math.cos(half);
  return {
    value: `${significant(degrees, 15)} ${significant(width, 15)}`,
    text: `${fixed(degrees, 1)} deg (${fixed(width, 2)} m)`,
  };
}

/** How much longer the equivalent lens on a full frame is: stated, or from the size of the sensor. */
function scaleFactor(tags: Lookup): number | undefined {
  const focal = tags.number('FocalLength');
  const equivalent = tags.number('FocalLengthIn35mmFormat');
  if (focal && equivalent) return equivalent / focal;
  const zoom = tags.number('Composite:DigitalZoom') || 1;
  const diagonal = sensorDiagonal(tags);
  return diagonal ? (fullFrameDiagonal * zoom) / diagonal : undefined;
}

function sensorDiagonal(tags: Lookup): number | undefined {
  const canon = tags.value('Make') === 'Canon' ? canonDiagonal(tags) : undefined;
  if (canon !== undefined) return canon;
  const stated = tags.number('FocalPlaneDiagonal');
  if (stated) return stated;
  const across = tags.number('FocalPlaneXSize');
  const down = tags.number('FocalPlaneYSize');
  if (across && down) {
    const ratio = across / down;
    if (Math.abs(ratio - 1.3333) < 0.1 || Math.abs(ratio - 1.5) < 0.1) return diagonalOf(across, down);
  }
  return diagonalFromResolution(tags);
}

/**
 * Canon stores the sensor's width and height in thousandths of an inch as the denominators of its resolutions,
 * over the picture's size times 1000. What cannot be that is not taken for it.
 */
function canonDiagonal(tags: Lookup): number | undefined {
  const [width, across] = tags.fraction(FOCAL_PLANE_X_RESOLUTION) ?? [0, 0];
  const [height, down] = tags.fraction(FOCAL_PLANE_Y_RESOLUTION) ?? [0, 0];
  const stated = width % 1000 === 0 && height % 1000 === 0;
  const pictured = width >= 640_000 && height >= 480_000 && width < 10_000_000 && height < 10_000_000;
  const sized = across >= 61 && across < 1500 && down >= 61 && down < 1000 && across !== down;
  return stated && pictured && sized ? diagonalOf(across, down) * 0.0254 : undefined;
}

const millimetres: { readonly [unit: string]: number } = {
  '3': 10,
  '4': 1,
  '5': 0.001,
  cm: 10,
  mm: 1,
  um: 0.001,
};

function diagonalFromResolution(tags: Lookup): number | undefined {
  const unit = millimetres[String(tags.value('FocalPlaneResolutionUnit') ?? '')] ?? 25.4;
  const across = tags.number('FocalPlaneXResolution');
  const down = tags.number('FocalPlaneYResolution') || across;
  if (!across || !down) return undefined;
  const sizes = [
    ['ExifImageWidth', 'ExifImageHeight'],
    ['CanonImageWidth', 'CanonImageHeight'],
    ['ImageWidth', 'ImageHeight'],
  ] as const;
  for (const [widthName, heightName] of sizes) {
    const width = tags.number(widthName);
    const height = tags.number(heightName);
    if (!width || !height || width / height <= 0.5 || width / height >= 2) continue;
    const diagonal = diagonalOf(width * (unit / across), height * (unit / down));
    return diagonal > 1 && diagonal < 100 ? diagonal : undefined;
  }
  return undefined;
}
