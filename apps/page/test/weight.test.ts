// What a visitor's browser fetches, gzipped as servers send it: before a file is there, and for a phone's photo.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  exif,
  exifSegment,
  gradient,
  icc,
  iccSegments,
  jpeg,
  sampleExif,
  sampleExifOptions,
  sampleIfd0,
  sampleNotes,
  sampleProfileTags,
  sampleXmp,
  xmp,
  xmpSegment,
} from '../../../fixtures/build/index.js';
import { hasChromium } from './open-page.js';
import { root, type Served, servePage } from './served.js';

/** What a phone writes: EXIF with its maker's note and a place, XMP and a colour profile. */
function phonePhoto(maker: string): Uint8Array {
  const { make, model, note } = sampleNotes.find(({ name }) => name === maker)!;
  const own = new Map([
    [0x010f, make],
    [0x0110, model],
  ]);
  const ifd0 = sampleIfd0.map(([tag, type, value]) => [tag, type, own.get(tag) ?? value] as const);
  const fields = [...sampleExif, note].sort(([one], [other]) => one - other);
  const block = exif(sampleExifOptions({ ifd0, exif: fields }));
  const profile = iccSegments(icc({ tags: sampleProfileTags }), 1);
  return jpeg({
    picture: gradient(16, 16),
    segments: [exifSegment(block), xmpSegment(xmp(sampleXmp)), ...profile],
  });
}

const kilobyte = 1000;

describe.skipIf(!hasChromium)('the weight of the page', () => {
  let browser: Browser;
  let served: Served;

  beforeAll(async () => {
    served = await servePage();
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  }, 400_000);
  afterAll(async () => {
    await browser?.close();
    served?.close();
  });

  /** Bytes of all that was asked for since the last time. */
  function taken(): number {
    const files = new Set(served.asked.splice(0).map((line) => line.replace(/^GET /, '')));
    return [...files]
      .map(
        (file) => gzipSync(readFileSync(join(root, file.endsWith('/') ? `${file}index.html` : file))).length,
      )
      .reduce((one, other) => one + other, 0);
  }

  /** Without the service worker, which fetches what may be needed later once the page is there. */
  async function openAlone(): Promise<Page> {
    served.asked.length = 0;
    const context = await browser.newContext({ serviceWorkers: 'block' });
    const page = await context.newPage();
    await page.goto(served.url, { waitUntil: 'networkidle' });
    return page;
  }

  test('is at most 60 KB before a file is there', async () => {
    const page = await openAlone();
    const bytes = taken();
    console.info(`page: ${bytes} bytes gzipped`);
    expect(bytes).toBeGreaterThan(5 * kilobyte);
    expect(bytes).toBeLessThanOrEqual(60 * kilobyte);
    await page.context().close();
  });

  test.each(['apple', 'samsung', 'google'])(
    'is at most 150 KB more for a photo of a phone of %s, read and shown on the map',
    async (maker) => {
      const page = await openAlone();
      taken();
      const buffer = Buffer.from(phonePhoto(maker));
      await page.setInputFiles('input[type=file]', { name: 'photo.jpg', mimeType: 'image/jpeg', buffer });
      await page.waitForSelector('.findings');
      await page.waitForSelector('.map');
      const read = taken();
      await page.click('.clean button.main');
      await page.waitForSelector('.clean .outcome');
      const cleaned = taken();
      await page.click('.edit summary');
      await page.fill('#field-title', 'Pagi');
      await page.click('.save button.main');
      await page.waitForSelector('.edit .outcome');
      console.info(`${maker}: ${read} bytes to read it, ${cleaned} to clean, ${taken()} to edit, gzipped`);
      expect(read).toBeGreaterThan(10 * kilobyte);
      expect(read).toBeLessThanOrEqual(150 * kilobyte);
      await page.context().close();
    },
  );
});
