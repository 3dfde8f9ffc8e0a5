// Whether bytes are the record that they are said to be.
import type { Scope } from '../../../tables/scope.js';

type Valid = (value: unknown, scope: Scope) => boolean;

/** A record begins, `at` bytes behind its start, with its own length, or one of those told by it. */
function startsWith(lengths: (size: number) => readonly number[], at = 0): Valid {
  return (_, { view, start, end, littleEndian }) =>
    view.has(start + at, start + at + 2) && lengths(end - start).includes(view.u16(start + at, littleEndian));
}

export const startsWithLength: Valid = startsWith((size) => [size]);
export const startsWithLengthAfterTwo: Valid = startsWith((size) => [size], 2);
export const startsWithHalfLength: Valid = startsWith((size) => [size / 2]);
export const startsWithLengthOrTwoLess: Valid = startsWith((size) => [size - 2, size]);
export const startsWithLengthOr44: Valid = startsWith((size) => [size, 44]);

/** Old focus information begins with a likely number of points and pictures of likely shape. */
export const looksLikeFocus: Valid = (_, { view, start, end, littleEndian }) => {
  if (end - start < 24) return false;
  const at = (index: number): number => view.u16(start + 2 * index, littleEndian);
  if (![1, 5, 7, 9, 15, 45, 53].includes(at(0))) return false;
  const [width, height, areaWidth, areaHeight] = [at(2), at(3), at(4), at(5)];
  if (width === 0 || height === 0) return false;
  const shape = width / height;
  if ([1.33, 1.67, 0.75, 0.6].some((usual) => Math.abs(shape - usual) < 0.01)) return true;
  if (areaWidth === 0 || areaHeight === 0 || width === height) return false;
  const areaShape = areaWidth / areaHeight;
  return Math.abs(1 - shape / areaShape) < 0.01 || Math.abs(1 - shape * areaShape) < 0.01;
};
