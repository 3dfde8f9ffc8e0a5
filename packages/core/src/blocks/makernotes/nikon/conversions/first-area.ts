// Where the focus area of a Z 9 first was, in pixels, from its place in a grid of focus points: as ExifTool's Nikon.pm has it.
import { fixed } from '../../../../present/exposure.js';
import type { Conversion } from '../../../../tables/conversion.js';
import { known, number } from '../../../../tables/number-conversions.js';
import type { Known } from '../../../../tables/scope.js';

const FX = 0;
const DX = 1;
const WIDE_SCREEN = 4;
const SQUARE = 8;
const WIDE_SMALL = 3;
const AUTO = 6;

/** A grid: where its first point lies, how far the next, and what the stored place counts in. */
interface Grid {
  readonly start: number;
  readonly step: number;
  readonly divisor: number;
}

const rounded = (value: number): number => Number(fixed(value, 0));
/** Wider areas begin and end closer to the middle. */
const twoThirds = (size: number): number => Math.trunc((size * 2) / 3);

function placeOf(stored: number, { start, step, divisor }: Grid, size: number): number {
  return start + step * (rounded(stored / divisor) + Math.trunc(size / 2) - 1);
}

function acrossGrid(stored: number, area: number, mode: number): Grid {
  if (area === DX) {
    const grid = mode === WIDE_SMALL ? { start: 591, step: 393 } : { start: 636, step: 388 };
    return { ...grid, start: grid.start - (mode === AUTO ? grid.step : 0), divisor: 6 };
  }
  const step = 259;
  if (area === SQUARE) return { start: 502 + (mode === AUTO ? 4 : 5) * step, step, divisor: 6 };
  const isLeft = stored < 49 && (area === FX || area === WIDE_SCREEN);
  return { start: 502 - (isLeft ? step : 0), step, divisor: stored >= 50 ? 4.01 : 3.99 };
}

function downGrid(stored: number, area: number, mode: number): Grid {
  if (area === DX)
    return {
      ...(mode === WIDE_SMALL ? { start: 542, step: 442 } : { start: 572, step: 436 }),
      divisor: 10.01,
    };
  const step = 291;
  if (area === WIDE_SCREEN) return { start: 424 + (stored > 0 ? step : 0), step, divisor: 8.01 };
  return { start: 424, step, divisor: 6.67 };
}

const facts = (scope: Known) => [known(scope, 'ImageArea'), known(scope, 'AFAreaMode')] as const;

export const firstAreaPlace: { readonly [name: string]: Conversion } = {
  AFAreaInitialXPosition: {
    print: number((stored, scope) => {
      const [area, mode] = facts(scope);
      const width = known(scope, 'AFAreaInitialWidth');
      const size = area === DX || area === SQUARE ? twoThirds(width) : width;
      return placeOf(stored, acrossGrid(stored, area, mode), size);
    }),
  },
  AFAreaInitialYPosition: {
    print: number((stored, scope) => {
      const [area, mode] = facts(scope);
      const height = known(scope, 'AFAreaInitialHeight');
      return placeOf(stored, downGrid(stored, area, mode), area === DX ? twoThirds(height) : height);
    }),
  },
};
