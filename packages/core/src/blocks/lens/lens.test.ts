// The lens of XMP's aux:LensID: what ExifTool 13.59 prints as Composite:LensID for the same properties.
import { describe, expect, test } from 'vitest';
import { jpeg, xmpSegment } from '../../../../../fixtures/build/index.js';
import { readSync } from '../../read/read-sync.js';

const namespaces = `xmlns:tiff='http://ns.adobe.com/tiff/1.0/' xmlns:exif='http://ns.adobe.com/exif/1.0/'
  xmlns:exifEX='http://cipa.jp/exif/1.0/' xmlns:aux='http://ns.adobe.com/exif/1.0/aux/'`;

function lensIn(properties: { readonly [name: string]: string }): unknown {
  const attributes = Object.entries(properties).map(([name, value]) => `${name}="${value}"`);
  const packet = `<x:xmpmeta xmlns:x='adobe:ns:meta/'>
    <rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>
    <rdf:Description rdf:about='' ${namespaces} ${attributes.join(' ')}/></rdf:RDF></x:xmpmeta>`;
  const file = jpeg({ segments: [xmpSegment(packet)] });
  return readSync(file)
    .tags()
    .find(({ family, name }) => family === 'Composite' && name === 'LensID')?.text;
}

describe('the lens of a number in XMP', () => {
  test('is named by the list of the make, as Lightroom’s exports need', () => {
    expect(lensIn({ 'tiff:Make': 'Canon', 'aux:LensID': '29' })).toBe('Canon EF 50mm f/1.8 II');
    expect(lensIn({ 'tiff:Make': 'RICOH', 'aux:LensID': '2290' })).toBe(
      'smc PENTAX-DA* 16-50mm F2.8 ED AL [IF] SDM',
    );
    expect(lensIn({ 'tiff:Make': 'SAMSUNG', 'aux:LensID': '1' })).toBe('Samsung NX 30mm F2 Pancake');
  });

  test('is one of several by what else is known of it', () => {
    const number = { 'tiff:Make': 'Canon', 'aux:LensID': '26' };
    expect(lensIn({ ...number, 'aux:LensInfo': '100/1 100/1 28/10 28/10' })).toBe(
      'Canon EF 100mm f/2.8 Macro',
    );
    expect(lensIn({ ...number, 'exif:FocalLength': '90/1', 'exif:MaxApertureValue': '2971/1000' })).toBe(
      'Tamron SP AF 90mm f/2.8 Di Macro',
    );
  });

  test('of Nikon is told by the bytes that the number has', () => {
    expect(lensIn({ 'tiff:Make': 'NIKON CORPORATION', 'aux:LensID': '15' })).toBe('AF Nikkor 50mm f/1.8 N');
    const whole = BigInt('0x9237488E2C404B0E').toString();
    expect(lensIn({ 'tiff:Make': 'NIKON', 'aux:LensID': whole })).toBe('Unknown (92 37 48 8E 2C 40 4B 0E)');
  });

  test('of Sony may be another maker’s behind an adapter', () => {
    expect(lensIn({ 'tiff:Make': 'SONY', 'aux:LensID': String(0xef00 + 29) })).toBe('Canon EF 50mm f/1.8 II');
  });

  test('is unknown where no list is the make’s or the number is in none, and is not told without a make', () => {
    expect(lensIn({ 'tiff:Make': 'Other', 'aux:LensID': '29' })).toBe('Unknown (29)');
    expect(lensIn({ 'tiff:Make': 'SIGMA', 'aux:LensID': '29' })).toBe('Unknown (29)');
    expect(lensIn({ 'tiff:Make': 'Canon', 'aux:LensID': '99999' })).toBe('Unknown (99999)');
    expect(lensIn({ 'aux:LensID': '29' })).toBeUndefined();
  });
});
