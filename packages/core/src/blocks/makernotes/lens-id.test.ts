// Lens look-ups against what ExifTool's Composite LensID says for the same inputs.
import { describe, expect, test } from 'vitest';
import { lensByFocalLength, lensByFocalRange, lensesOf } from './lens-id.js';
import { lensName } from './nikon/composites.js';

const canonLenses = {
  '31': 'Canon EF 75-300mm f/4-5.6 or Tamron Lens',
  '31.1': 'Tamron SP AF 300mm f/2.8 LD IF',
  '165': 'Canon EF 70-200mm f/2.8L USM',
};

describe('lenses of one number', () => {
  test('are told by focal length and aperture', () => {
    const zoom = { shortFocal: 75, longFocal: 300, maxAperture: 4 };
    expect(lensByFocalRange('31', canonLenses, zoom, 'Canon ')).toBe('Canon EF 75-300mm f/4-5.6');
    const prime = { shortFocal: 300, longFocal: 300, maxAperture: 2.8 };
    expect(lensByFocalRange('31', canonLenses, prime, 'Canon ')).toBe('Tamron SP AF 300mm f/2.8 LD IF');
  });

  test('are told with the converter that their focal length tells of', () => {
    const doubled = { shortFocal: 140, longFocal: 400, maxAperture: 5.6 };
    expect(lensByFocalRange('165', canonLenses, doubled, 'Canon ')).toBe('Canon EF 70-200mm f/2.8L USM + 2x');
    const prime = { shortFocal: 420, longFocal: 420, maxAperture: 4 };
    expect(lensByFocalRange('31', canonLenses, prime, 'Canon ')).toBe(
      'Tamron SP AF 300mm f/2.8 LD IF + 1.4x',
    );
  });

  test('are the name that the camera wrote where the number is not known', () => {
    expect(lensByFocalRange('9999', canonLenses, { model: 'RF50mm F1.8 STM' }, 'Canon ')).toBe(
      'Canon RF50mm F1.8 STM',
    );
    expect(lensByFocalRange('9999', canonLenses, { shortFocal: 24, longFocal: 70 }, 'Canon ')).toBe(
      'Unknown (9999) 24-70mm',
    );
    expect(lensByFocalRange('65535', canonLenses, { shortFocal: 50, longFocal: 50 }, 'Canon ')).toBe(
      'Unknown 50mm',
    );
  });

  test('of a camera that states no range are told by the focal length at hand', () => {
    const labels = { '3': 'Minolta AF 28-80mm F4-5.6 or other', '3.1': 'Sigma 100-300mm F4 EX' };
    expect(lensesOf('3', labels)).toEqual(['Minolta AF 28-80mm F4-5.6', 'Sigma 100-300mm F4 EX']);
    expect(lensByFocalLength('3', labels, { focal: 200, maxAperture: 4 })).toBe('Sigma 100-300mm F4 EX');
    expect(lensByFocalLength('3', labels, { focal: 35, maxAperture: 4.2 })).toBe('Minolta AF 28-80mm F4-5.6');
    expect(lensByFocalLength('4', labels, {})).toBeUndefined();
  });
});

describe('Nikon lenses', () => {
  const labels = {
    '25 48 44 5C 24 24 1B 02': 'AF Zoom-Nikkor 35-70mm f/2.8D',
    '2F 48 30 44 24 24 29 02.1': 'AF Zoom-Nikkor 20-35mm f/2.8D IF',
    '2F 48 30 44 24 24 29 02.2': 'Tokina AT-X 235 AF PRO (AF 20-35mm f/2.8)',
  };

  test('are known by eight bytes', () => {
    expect(lensName('25 48 44 5C 24 24 1B 02', labels)).toBe('AF Zoom-Nikkor 35-70mm f/2.8D');
    expect(lensName('2F 48 30 44 24 24 29 02', labels)).toBe(
      'AF Zoom-Nikkor 20-35mm f/2.8D IF or Tokina AT-X 235 AF PRO (AF 20-35mm f/2.8)',
    );
  });

  test('are guessed where only bytes that vary are others', () => {
    expect(lensName('25 40 44 5C 24 24 1B 02', labels)).toBe('AF Zoom-Nikkor 35-70mm f/2.8D');
    expect(lensName('99 48 44 5C 24 24 1B 02', labels)).toBe(
      'Unknown (99 48 44 5C 24 24 1B 02) AF Zoom-Nikkor 35-70mm f/2.8D ?',
    );
    expect(lensName('01 02 03 04 05 06 07 08', labels)).toBe('Unknown (01 02 03 04 05 06 07 08)');
  });
});
