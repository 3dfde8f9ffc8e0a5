// The server with the real engine.
import { readFileSync } from 'node:fs';
import * as exifkit from 'exifkit';
import { edit } from 'exifkit/edit';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from '../src/engine.js';
import { type Door, form, openApp, post } from './doors.js';

let door: Door;
let photo: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  const { read, gpsPosition, remove } = exifkit;
  const engine: Engine = { read, gpsPosition, remove, edit };
  door = await openApp({}, Date.now, engine);
  const picture = sharp({ create: { width: 16, height: 8, channels: 3, background: '#c08040' } });
  const gps = {
    GPSLatitudeRef: 'S',
    GPSLatitude: '6/1 30/1 0/1',
    GPSLongitudeRef: 'E',
    GPSLongitude: '106/1 45/1 0/1',
  };
  const exif = { IFD0: { Make: 'Canon', Copyright: 'Somebody' }, IFD2: { FNumber: '28/10' }, IFD3: gps };
  photo = new Uint8Array(await picture.withExif(exif).jpeg().toBuffer());
});
afterAll(() => door.close());

it('extracts a JPEG’s metadata in groups', async () => {
  const body = await (await door.ask('/api/v1/extract', post(form(photo, 'photo.jpg')))).json();
  expect(body.metadata).toMatchObject({
    exif: { Make: 'Canon', Copyright: 'Somebody', FNumber: '2.8' },
    gps: { GPSLatitudeRef: 'South' },
    File: { Name: 'photo.jpg', Size: photo.length, Type: 'image/jpeg', ImageWidth: '16', ImageHeight: '8' },
    location: { latitude: -6.5, longitude: 106.75 },
  });
});

it('removes all of it and keeps the picture', async () => {
  const { downloadUrl } = await (await door.ask('/api/v1/remove', post(form(photo)))).json();
  const answer = await door.ask(new URL(downloadUrl).pathname);
  expect(answer.headers.get('content-type')).toBe('image/jpeg');
  const cleaned = new Uint8Array(await answer.arrayBuffer());
  expect(Buffer.from(cleaned).includes('Canon')).toBe(false);
  const [before, after] = await Promise.all([photo, cleaned].map((bytes) => sharp(bytes).raw().toBuffer()));
  expect(after!.equals(before!)).toBe(true);
});

it('refuses to clean what is no picture or a damaged one', async () => {
  const text = new TextEncoder().encode('no picture at all');
  expect((await door.ask('/api/v1/remove', post(form(text)))).status).toBe(415);
  const cut = await door.ask('/api/v1/remove', post(form(photo.slice(0, 60))));
  expect([cut.status, (await cut.json()).success]).toEqual([422, false]);
});

const fixture = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL(`../../../fixtures/files/${name}`, import.meta.url)));

it('gives XMP by prefix with structures as objects, IPTC under both names, and the warnings', async () => {
  const body = await (
    await door.ask('/api/v1/extract', post(form(fixture('jpeg-all-blocks.jpg'), 'all.jpg')))
  ).json();
  const { xmp, iptc, makerNotes, thumbnail, icc } = body.metadata;
  expect(xmp.dc.Creator).toBeDefined();
  const structures = Object.values(xmp.iptcExt).filter((value) => typeof value === 'object');
  expect(structures.length).toBeGreaterThan(0);
  expect(iptc.Creator).toBe(iptc['By-line']);
  expect(iptc.Copyright).toBe(iptc.CopyrightNotice);
  expect([thumbnail.Compression, typeof icc.ProfileDescription]).toEqual(['JPEG (old-style)', 'string']);
  expect(makerNotes.Canon).toMatchObject({ OwnerName: 'Ayu Lestari', LensModel: 'EF24-70mm f/2.8L USM' });
});

it.each([
  ['', true, true],
  ['?keep=none', false, false],
  ['?keep=icc', true, false],
  ['?keep=orientation', false, true],
])('removes with the query "%s"', async (query, icc, orientation) => {
  const answer = await door.ask(
    `/api/v1/remove${query}`,
    post(form(fixture('jpeg-all-blocks.jpg'), 'all.jpg')),
  );
  const { downloadUrl } = await answer.json();
  const cleaned = new Uint8Array(await (await door.ask(new URL(downloadUrl).pathname)).arrayBuffer());
  const meta = await sharp(cleaned).metadata();
  expect([meta.icc !== undefined, (meta.orientation ?? 1) !== 1]).toEqual([icc, orientation]);
});

const cleanedTags = async (query: string): Promise<Record<string, Record<string, string>>> => {
  const file = form(fixture('jpeg-all-blocks.jpg'), 'all.jpg');
  const answer = await (await door.ask(`/api/v1/remove?${query}`, post(file))).json();
  const bytes = await (await door.ask(new URL(answer.downloadUrl).pathname)).arrayBuffer();
  const again = form(new Uint8Array(bytes), 'cleaned.jpg');
  return (await (await door.ask('/api/v1/extract', post(again))).json()).metadata;
};

it('obeys the library’s policies', async () => {
  const kept = await cleanedTags('keep=copyright,dates');
  expect(kept['exif']).toMatchObject({ Copyright: expect.any(String), DateTimeOriginal: expect.any(String) });
  expect([kept['exif']?.['Make'], kept['gps'], kept['icc']]).toEqual([
    undefined,
    undefined,
    expect.any(Object),
  ]);
  const shared = await cleanedTags('preset=share');
  expect([shared['exif']?.['Artist'], shared['exif']?.['DateTimeOriginal']]).toEqual([
    expect.any(String),
    undefined,
  ]);
  const strict = await cleanedTags('preset=strict');
  expect([strict['exif'], strict['icc']]).toEqual([undefined, undefined]);
  const located = await cleanedTags('only=gps');
  expect([located['gps'], located['exif']?.['Make']]).toEqual([undefined, 'Canon']);
  const coarse = await cleanedTags('coarsen=20&only=dates');
  expect([coarse['gps']?.['GPSLatitude'], coarse['exif']?.['DateTimeOriginal']]).toEqual([
    expect.any(String),
    undefined,
  ]);
});

it('gives the report of a removal', async () => {
  const file = form(fixture('jpeg-all-blocks.jpg'), 'all.jpg');
  const { report } = await (await door.ask('/api/v1/remove?report=1', post(file))).json();
  expect(report).toMatchObject({ format: 'jpeg', c2pa: true });
  expect(report.removed.length).toBeGreaterThan(3);
});

it('gives numbers where they are asked for', async () => {
  const file = form(fixture('jpeg-all-blocks.jpg'), 'all.jpg');
  const { metadata } = await (await door.ask('/api/v1/extract?format=numeric', post(file))).json();
  expect(metadata.exif).toMatchObject({ Orientation: 6, FNumber: 2.8, ExposureTime: 0.008 });
  expect(metadata.xmp.dc.Creator).toBeDefined();
  expect(JSON.stringify(metadata)).not.toMatch(/\{"0":/);
});
