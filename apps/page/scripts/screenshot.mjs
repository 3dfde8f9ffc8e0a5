// Makes screenshot.webp: the built page with a photo out of the fixtures' generators (`node scripts/screenshot.mjs`).
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { preview } from 'vite';
import {
  exif,
  exifSegment,
  jpeg,
  sampleExif,
  sampleExifOptions,
  sampleGps,
  sampleIfd0,
  sampleXmp,
  xmp,
  xmpSegment,
} from '../../../fixtures/dist/build/index.js';

const root = fileURLToPath(new URL('../', import.meta.url));
const server = await preview({ root, preview: { port: 0 }, logLevel: 'silent' });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
try {
  const page = await browser.newPage({ viewport: { width: 1240, height: 900 }, locale: 'en-GB' });
  await page.goto(server.resolvedUrls.local[0]);
  const buffer = Buffer.from(photo());
  await page.setInputFiles('input[type=file]', { name: 'IMG_2024.jpg', mimeType: 'image/jpeg', buffer });
  await page.waitForSelector('.findings');
  await page.waitForTimeout(500);
  const png = (await page.screenshot()).toString('base64');
  writeFileSync(`${root}screenshot.webp`, Buffer.from(await webpOf(await browser.newPage(), png), 'base64'));
} finally {
  await browser.close();
  await server.close();
}

/** The browser makes a smaller file of it. */
function webpOf(page, png) {
  return page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    canvas.getContext('2d').drawImage(image, 0, 0);
    return canvas.toDataURL('image/webp', 0.9).split(',')[1];
  }, png);
}

/** A beach at sunrise, as a phone would have taken it. */
function photo() {
  const own = new Map([
    [0x010e, 'Kuta at sunrise'],
    [0x010f, 'Phone'],
    [0x0110, 'Phone 12'],
    [0x0112, 1],
    [0x0131, 'Editor 4.2'],
  ]);
  const ifd0 = sampleIfd0.map(([tag, type, value]) => [tag, type, own.get(tag) ?? value]);
  const block = exif(sampleExifOptions({ ifd0, exif: sampleExif, gps: sampleGps }));
  return jpeg({ picture: beach(640, 420), segments: [exifSegment(block), xmpSegment(xmp(sampleXmp))] });
}

function beach(width, height) {
  const data = new Uint8Array(width * height * 3);
  const horizon = height * 0.55;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) data.set(colour(x, y), (y * width + x) * 3);
  return { width, height, channels: 3, data };

  function colour(x, y) {
    const sun = Math.hypot(x - width * 0.62, y - horizon + 30);
    if (y < horizon && sun < 42) return [255, 236, 170];
    if (y < horizon) return mixed([70, 110, 170], [250, 176, 110], y / horizon, 60 / (sun + 20));
    const shore = height * 0.8 + 14 * Math.sin(x / 70) + 6 * Math.sin(x / 23);
    if (y > shore) return mixed([214, 178, 130], [176, 138, 96], (y - shore) / (height - shore), 0);
    const glitter = Math.abs(x - width * 0.62) < 60 && Math.sin(y * 0.9) * Math.sin(x / 9) > 0.2 ? 0.5 : 0;
    return mixed([226, 150, 110], [30, 78, 108], (y - horizon) / (shore - horizon), glitter);
  }
}

/** Between two colours, and then nearer to light. */
function mixed(from, to, share, light) {
  return from.map((one, i) => {
    const value = one + (to[i] - one) * share;
    return value + (255 - value) * Math.min(light, 0.8) * 0.6;
  });
}
