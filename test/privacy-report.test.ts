// The report of what a file reveals: on real layouts, on what generators of pictures write, and after removal.
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { MetadataError } from 'exifkit';
import { type FindingCode, type PrivacyReport, privacyReport } from 'exifkit/report';
import { readSync, removeSync } from 'exifkit/sync';
import { describe, expect, test } from 'vitest';
import {
  exif,
  exifSegment,
  internationalTextChunk,
  jpeg,
  type PngChunk,
  png,
  textChunk,
  xmp,
  xmpSegment,
} from '../fixtures/build/index.js';

const folder = resolve(import.meta.dirname, '../fixtures/files');
const load = (name: string): Uint8Array => new Uint8Array(readFileSync(`${folder}/${name}`));
const reportOf = (bytes: Uint8Array): PrivacyReport => privacyReport(readSync(bytes));
const codesOf = ({ findings }: PrivacyReport): FindingCode[] => findings.map(({ code }) => code);

test('a photo with everything in it: each finding with the tags it rests on', () => {
  const report = reportOf(load('jpeg-all-blocks.jpg'));
  const names = Object.fromEntries(
    report.findings.map(({ code, tags }) => [code, tags.map(({ name }) => name)]),
  );
  expect(names['location']).toContain('GPSLatitude');
  expect(names['place']).toContain('City');
  expect(names['time']).toContain('DateTimeOriginal');
  expect(names['author']).toContain('Artist');
  expect(names['people']).toEqual(['PersonInImage', 'RegionName']);
  expect(names['serial-number']).toContain('LensSerialNumber');
  expect(names['identifier']).toContain('DocumentID');
  expect(names['software']).toContain('CreatorTool');
  expect(names['thumbnail']).toContain('PhotoshopThumbnail');
  expect(names['camera']).toContain('Model');
  expect(names['content-credentials']).toContain('JUMDLabel');
  expect(report).toMatchObject({ isAiGenerated: false, isPanorama: false, isMotionPhoto: false });
});

test('what a camera writes where it knows nothing reveals nothing', () => {
  const nothing: readonly [number, string][] = [
    [0xa430, 'unknown'],
    [0xa431, '0000000000'],
    [0xa435, 'NONE'],
  ];
  const block = exif({ exif: nothing.map(([id, text]) => [id, 'ASCII', text] as const) });
  expect(codesOf(reportOf(jpeg({ segments: [exifSegment(block)] })))).toEqual([]);
  const said = exif({ exif: [[0xa435, 'ASCII', '0000214e1c'] as const] });
  expect(codesOf(reportOf(jpeg({ segments: [exifSegment(said)] })))).toEqual(['serial-number']);
});

test('every finding of every fixture has tags, and codes come once', () => {
  const met = new Set<FindingCode>();
  for (const name of readdirSync(folder)) {
    try {
      const { findings } = reportOf(load(name));
      expect(new Set(findings.map(({ code }) => code)).size).toBe(findings.length);
      for (const { code, tags } of findings) {
        expect(tags.length, `${name} ${code}`).toBeGreaterThan(0);
        met.add(code);
      }
    } catch (error) {
      if (!(error instanceof MetadataError)) throw error;
    }
  }
  for (const code of ['location', 'time', 'people', 'preview', 'video'] as const) expect(met).toContain(code);
});

test('what was removed is not found, by groups and whole', () => {
  const bytes = load('jpeg-all-blocks.jpg');
  const without = codesOf(reportOf(removeSync(bytes, { only: ['location', 'dates', 'thumbnail'] }).bytes()));
  for (const code of ['location', 'place', 'time', 'thumbnail']) expect(without).not.toContain(code);
  expect(without).toContain('author');
  expect(codesOf(reportOf(removeSync(bytes).bytes()))).toEqual([]);
});

test('a motion photo and a panorama', () => {
  const motion = reportOf(load('jpeg-trailer-motion-photo.jpg'));
  expect(motion.isMotionPhoto).toBe(true);
  const round = xmp({ attributes: { 'GPano:ProjectionType': 'equirectangular' } });
  const report = reportOf(jpeg({ segments: [xmpSegment(round)] }));
  expect(report).toMatchObject({ isPanorama: true, isMotionPhoto: false, isAiGenerated: false });
  const heading = xmp({ attributes: { 'GPano:PoseHeadingDegrees': '90.5' } });
  expect(reportOf(jpeg({ segments: [xmpSegment(heading)] })).isPanorama).toBe(false);
});

test('a GPS directory that says no place is no location', () => {
  const bytes = jpeg({ segments: [exifSegment(exif({ gps: [[0, 'BYTE', [2, 3, 0, 0]]] }))] });
  const metadata = readSync(bytes);
  expect(metadata.tags().some(({ name }) => name === 'GPSVersionID')).toBe(true);
  expect(codesOf(privacyReport(metadata))).not.toContain('location');
});

const parameters =
  'a cat\nNegative prompt: dog\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 512x512';
const graph = '{"3":{"class_type":"KSampler","inputs":{"seed":1}}}';
const text = (keyword: string, content: string): Uint8Array => png({ chunks: [textChunk(keyword, content)] });
const packet = (attributes: Record<string, string>): Uint8Array =>
  jpeg({ segments: [xmpSegment(xmp({ attributes }))] });
const ofExif = (id: number, content: string): Uint8Array =>
  jpeg({ segments: [exifSegment(exif({ ifd0: [[id, 'ASCII', content]] }))] });
const sourceTypes = 'http://cv.iptc.org/newscodes/digitalsourcetype/';
const unicode = (keyword: string, content: string): PngChunk => internationalTextChunk(keyword, content);

describe('pictures that say a model made them', () => {
  test.each<[string, Uint8Array]>([
    ['Stable Diffusion web UI', text('parameters', parameters)],
    ['the same in a description', ofExif(0x010e, parameters)],
    ['ComfyUI', text('prompt', graph)],
    ['ComfyUI, its workflow', png({ chunks: [unicode('workflow', '{"last_node_id":9,"nodes":[]}')] })],
    ['ComfyUI in EXIF', ofExif(0x010f, `Prompt:${graph}`)],
    ['InvokeAI', text('invokeai_metadata', '{"positive_prompt":"cat"}')],
    ['NovelAI', text('Software', 'NovelAI')],
    ['Midjourney', text('Description', 'a cat --v 6.1 Job ID: 0f7d2b0e-1111-4222-8333-123456789abc')],
    [
      'a digital source type',
      packet({ 'Iptc4xmpExt:DigitalSourceType': `${sourceTypes}trainedAlgorithmicMedia` }),
    ],
    ['a creator tool', packet({ 'xmp:CreatorTool': 'Adobe Firefly' })],
    ['a credit', packet({ 'photoshop:Credit': 'Made with Google AI' })],
    ['the label of TC260', text('AIGC', '{"Label":"1"}')],
  ])('%s', (_, bytes) => {
    const report = reportOf(bytes);
    expect(codesOf(report)).toContain('ai-generated');
    expect(report.isAiGenerated).toBe(true);
  });

  test('a photo in which a model changed something is another finding', () => {
    const type = `${sourceTypes}compositeWithTrainedAlgorithmicMedia`;
    const report = reportOf(packet({ 'Iptc4xmpExt:DigitalSourceType': type }));
    expect(codesOf(report)).toContain('ai-edited');
    expect(report.isAiGenerated).toBe(false);
  });

  test.each<[string, Uint8Array]>([
    [
      'a photo that says a camera took it',
      packet({ 'Iptc4xmpExt:DigitalSourceType': `${sourceTypes}digitalCapture` }),
    ],
    ['steps in a description', ofExif(0x010e, 'Steps: 200 to the top of the tower')],
    ['a prompt that is none', text('prompt', 'Call back on Monday')],
    ['a job', text('Description', 'Job ID: 17')],
    ['a program', text('Software', 'Adobe Photoshop 25.0')],
  ])('not %s', (_, bytes) => {
    const report = reportOf(bytes);
    expect(codesOf(report).filter((code) => code.startsWith('ai-'))).toEqual([]);
    expect(report.isAiGenerated).toBe(false);
  });
});
