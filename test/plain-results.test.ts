// Results are plain: what JSON, the console, spread and `structuredClone` show, one flat object, and tags that were picked.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { inspect } from 'node:util';
import { read } from 'exifkit';
import { fromPath } from 'exifkit/node';
import { readSync } from 'exifkit/sync';
import { expect, test } from 'vitest';
import { withIsoDate } from '../packages/core/src/read/plain-result.js';

const path = resolve(import.meta.dirname, '../fixtures/files/jpeg-all-blocks.jpg');
const bytes = readFileSync(path);

test('JSON of a result has every block, whether it was asked for or not', async () => {
  for (const m of [await read(bytes), readSync(bytes), await read(fromPath(path))]) {
    const json = JSON.parse(JSON.stringify(m));
    expect(json.fileType.type).toBe('JPEG');
    expect(json.exif).toMatchObject({ Make: 'Canon', FNumber: 2.8, Orientation: 6 });
    expect(json.xmp.dc.Title).toBe('Sunrise & sea');
    expect(json.iptc.City).toBe('Denpasar');
    expect(json.jfif.ThumbnailImage).toEqual({ byteLength: 349 });
    expect(json.composite.ImageSize).toBe('16 16');
    expect(json.file.MIMEType).toBe('image/jpeg');
    expect(json.warnings).toEqual(m.warnings);
    expect(JSON.parse(JSON.stringify({ photo: m })).photo).toEqual(json);
  }
});

test('bytes are Base64 where that is asked for, in memory also those that were not read', async () => {
  const inMemory = await read(bytes);
  const { ThumbnailImage } = inMemory.toObject({ bytes: 'base64' });
  const thumbnail = inMemory.tags().find(({ name }) => name === 'ThumbnailImage');
  const expected = await inMemory.extract(thumbnail!);
  expect(ThumbnailImage).toBe(Buffer.from(expected!).toString('base64'));
  const json = inMemory.toJSON({ bytes: 'base64' }) as { jfif: { ThumbnailImage: string } };
  expect(json.jfif.ThumbnailImage).toBe(ThumbnailImage);
});

test('spread and structuredClone have the blocks that were asked for, the console shows all', () => {
  const m = readSync(bytes);
  expect(m.exif?.Make).toBe('Canon');
  expect(m.gif).toBeUndefined();
  expect({ ...m }).toMatchObject({ fileType: { type: 'JPEG' }, exif: { Make: 'Canon' } });
  expect(structuredClone(m)).toEqual({ fileType: m.fileType, exif: m.exif });
  expect(Object.keys(m)).toEqual(['fileType', 'exif']);
  expect(m.exif).toBe(m.exif);
  const shown = inspect(m);
  for (const name of ['Canon', 'Denpasar', 'Sunrise', 'latitude']) expect(shown).toContain(name);
  expect(inspect({ m })).toContain('exif');
});

test('a tag as JSON has name and text', () => {
  for (const tag of readSync(bytes).tags()) {
    const plain = JSON.parse(JSON.stringify(tag));
    expect(plain).toMatchObject({ family: tag.family, group: tag.group, name: tag.name, id: tag.id });
    expect(Object.keys(plain)).toContain('value');
    if (typeof tag.text === 'string') expect(plain.text).toBe(tag.text);
  }
});

test('the position in m.gps is signed, with what is stored beside it', () => {
  const { gps } = readSync(bytes);
  expect(gps).toMatchObject({ GPSLatitude: 8.720897222222222, GPSLatitudeRef: 'S' });
  expect(gps).toMatchObject({ latitude: -8.720897222222222, longitude: 115.16876388888889, altitude: -12.5 });
});

test('the flat object has labels, ISO dates with the offset that is stated, and a signed position', () => {
  const flat = readSync(bytes).toObject();
  expect(flat).toMatchObject({
    Make: 'Canon',
    Orientation: 'Rotate 90 CW',
    FNumber: 2.8,
    ExposureTime: 0.008,
    DateTimeOriginal: '2024-02-29T06:15:30.123+07:00',
    latitude: -8.720897222222222,
    GPSLatitude: -8.72089722222222,
    City: 'Denpasar',
    Keywords: ['laut', 'pantai', 'Ω≈ç√ ☀'],
  });
  expect(structuredClone(flat)).toEqual(flat);
});

test('dates are made ISO 8601 and nothing else is', () => {
  expect(withIsoDate('2024:02:29 06:15:30')).toBe('2024-02-29T06:15:30');
  expect(withIsoDate('2024:02:29 06:15:30.5Z')).toBe('2024-02-29T06:15:30.5Z');
  expect(withIsoDate('2024:02:29')).toBe('2024-02-29');
  for (const text of ['0000:00:00 00:00:00', '2024:02', '    :  :     :  :  ', '1:2:3', '2024:13:40'])
    expect(withIsoDate(text)).toBe(text);
});

test('picked tags are all that is given', async () => {
  const pick = ['Make', 'GPSPosition', 'latitude', 'MIMEType'];
  for (const m of [
    await read(bytes, { pick }),
    readSync(bytes, { pick }),
    await read(fromPath(path), { pick }),
  ]) {
    expect(new Set(m.tags().map(({ name }) => name))).toEqual(new Set(['MIMEType', 'GPSPosition', 'Make']));
    expect(m.toObject()).toEqual({
      Make: 'Canon',
      MIMEType: 'image/jpeg',
      GPSPosition: '-8.72089722222222 115.168763888889',
      latitude: -8.720897222222222,
    });
    expect(Object.keys(m.toJSON()).sort()).toEqual([
      'composite',
      'exif',
      'file',
      'fileType',
      'gps',
      'warnings',
    ]);
    expect(m.exif?.FNumber).toBe(2.8);
  }
});
