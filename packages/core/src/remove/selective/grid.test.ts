import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coarse, sexagesimal } from './grid.js';

const position = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
});
const kilometres = fc.double({ min: 0.1, max: 10_000, noNaN: true });

test('a coarse position is the same for its whole cell, in range, and near', () => {
  fc.assert(
    fc.property(position, kilometres, (exact, km) => {
      const middle = coarse(exact, km);
      const again = coarse(middle, km);
      expect(again.latitude).toBeCloseTo(middle.latitude, 9);
      expect(again.longitude).toBeCloseTo(middle.longitude, 9);
      expect(Math.abs(middle.latitude)).toBeLessThanOrEqual(90);
      expect(Math.abs(middle.longitude)).toBeLessThanOrEqual(180);
      expect(Math.abs(middle.latitude - exact.latitude) * 111.32).toBeLessThanOrEqual(km * 2);
    }),
  );
});

test('a sign never turns', () => {
  fc.assert(
    fc.property(position, kilometres, (exact, km) => {
      const { latitude, longitude } = coarse(exact, km);
      expect(latitude < 0).toBe(exact.latitude < 0);
      expect(longitude < 0).toBe(exact.longitude < 0);
    }),
  );
});

test('angles in degrees, minutes and thousandths of a second', () => {
  expect(sexagesimal(-8.75)).toEqual([8, 45, 0]);
  expect(sexagesimal(59.9999999999)).toEqual([60, 0, 0]);
});
