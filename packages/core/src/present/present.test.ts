import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockTime, degreesMinutesSeconds, roundedClockTime } from './coordinates.js';
import { toDegrees } from './degrees.js';
import { durationText } from './duration.js';
import { exposureCompensation, exposureTime, fNumber, lensRange } from './exposure.js';
import { fixedDecimals, perlNumber, significant } from './number.js';
import { toTenDigits } from './ten-digits.js';

describe('numbers', () => {
  it('rounds as C does, to the even one between two', () => {
    expect([4.25, 4.35, 4.75, -4.25].map((value) => fixedDecimals(value, 1))).toEqual([
      '4.2',
      '4.3',
      '4.8',
      '-4.2',
    ]);
    expect([0.5, 1.5, 2.5].map((value) => fixedDecimals(value, 0))).toEqual(['0', '2', '2']);
    expect(significant(-0.90146484375, 10)).toBe('-0.9014648438');
    expect([2.5, 9.5].map((value) => significant(value, 1))).toEqual(['2', '1e+01']);
  });

  it('changes to exponents where %g does', () => {
    expect([0.0001, 0.00005, 1e14, 1e15].map(perlNumber)).toEqual([
      '0.0001',
      '5e-05',
      '100000000000000',
      '1e+15',
    ]);
  });
});

describe('exposure', () => {
  it('prints times, apertures, compensation and lenses', () => {
    expect([1 / 250, 0.25, 0.3, 2, 0].map(exposureTime)).toEqual(['1/250', '1/4', '0.3', '2', '0']);
    expect([2.8, 0.95, 0].map(fNumber)).toEqual(['2.8', '0.95', '0']);
    expect([0, 1, -0.5, 1 / 3, -2 / 3, 0.7].map(exposureCompensation)).toEqual([
      '0',
      '+1',
      '-1/2',
      '+1/3',
      '-2/3',
      '+0.7',
    ]);
    expect(lensRange(['50', '50', '1.4', '1.4'])).toBe('50mm f/1.4');
    expect(lensRange(['24', '70', 'undef', '4'])).toBe('24-70mm f/?-4');
  });
});

describe('coordinates', () => {
  it('prints degrees and times', () => {
    expect(toDegrees([48, 30, 36])).toBeCloseTo(48.51, 10);
    expect(degreesMinutesSeconds(59.99999999)).toBe('60 deg 0\' 0.00"');
    expect(clockTime([7, 5, 3.5])).toBe('07:05:03.5');
    expect(clockTime([0, 0, 3600])).toBe('01:00:00');
    expect(roundedClockTime('07:05:03.123456789')).toBe('07:05:03.123457');
  });
});

it('keeps ten digits of a quotient, the even one of two as near', () => {
  expect(toTenDigits(1 / 3)).toBe(0.3333333333);
  expect(toTenDigits(1 / 32_768)).toBe(0.00003051757812);
  expect(toTenDigits(4_294_967_295 / 7)).toBe(613_566_756.4);
  expect(toTenDigits(1 / 4_294_967_295)).toBe(2.328306437e-10);
  expect(toTenDigits(2.8)).toBe(2.8);
  expect(toTenDigits(Number.NaN)).toBeNaN();
});

it('takes the even of two decimals in computed values too', () => {
  expect(durationText(0.125)).toBe('0.12 s');
  expect(degreesMinutesSeconds(0.125 / 3600)).toBe('0 deg 0\' 0.12"');
});

it('keeps the ten digits that printing gives, of quotients of any size', () => {
  const number = fc.integer({ min: 0, max: 4_294_967_295 });
  fc.assert(
    fc.property(number, fc.integer({ min: 1, max: 4_294_967_295 }), (numerator, divisor) => {
      const quotient = numerator / divisor;
      const isBetween = /5$/.test(String(quotient)) && String(quotient).replace(/\D/g, '').length > 10;
      if (!isBetween) expect(toTenDigits(quotient)).toBe(Number(quotient.toPrecision(10)));
      expect(toTenDigits(-quotient)).toBe(-toTenDigits(quotient));
    }),
    { numRuns: 2000 },
  );
});
