// The page in a browser: tags as the library reads them, a download as it cleans, nothing sent, nothing unreadable.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import { read, remove } from 'exifkit';
import { describe, expect, test } from 'vitest';
import { hasChromium, openPage } from './open-page.js';

const fixtures = join(import.meta.dirname, '../../../fixtures/files');
const fixture = (name: string): string => join(fixtures, name);
const withPlace = fixture('jpeg-all-blocks.jpg');

describe.skipIf(!hasChromium)('the page in chromium', () => {
  const at = openPage();
  const { give } = at;

  test.each(['jpeg-all-blocks.jpg', 'png-xmp.png', 'heic-exif-xmp.heic', 'gif-xmp.gif'])(
    'shows the tags of %s that the library reads',
    async (name) => {
      await give(fixture(name));
      const shown = await at.page.$$eval('.tags > details', (groups) =>
        groups.flatMap((group) =>
          [...group.querySelectorAll('tr')].map(
            (row) => `${group.querySelector('h4')?.textContent}:${row.querySelector('th')?.textContent}`,
          ),
        ),
      );
      const metadata = await read(new Uint8Array(readFileSync(fixture(name))));
      const known = metadata.tags().map((tag) => `${tag.group}:${tag.name}`);
      expect(shown.sort()).toEqual(known.sort());
    },
  );

  test('says what a photo reveals, and where it was taken', async () => {
    await give(withPlace);
    const titles = await at.page.$$eval('.findings summary strong', (all) =>
      all.map((one) => one.textContent),
    );
    expect(titles).toEqual(expect.arrayContaining(['Where it was taken', 'When it was taken']));
    await at.page.waitForSelector('.map');
    const { latitude, longitude } = (await read(new Uint8Array(readFileSync(withPlace)))).gps ?? {};
    expect(await at.page.textContent('.place figcaption')).toBe(
      `Place: ${latitude?.toFixed(5)}, ${longitude?.toFixed(5)}`,
    );
  });

  test('gives the file that the library cleans, with the proof', async () => {
    await give(withPlace);
    await at.page.click('.clean button.main');
    await at.page.waitForSelector('.outcome');
    expect(await at.page.textContent('.outcome p.good strong')).toBe('Same picture.');
    expect(await at.page.textContent('.sides > div:last-child p')).toBe('0 findings');
    const [download] = await Promise.all([at.page.waitForEvent('download'), at.page.click('text=Download')]);
    expect(download.suggestedFilename()).toBe('jpeg-all-blocks-clean.jpg');
    const cleaned = await remove(new Uint8Array(readFileSync(withPlace)));
    expect(readFileSync(await download.path())).toEqual(Buffer.from(await cleaned.bytes()));
  });

  test('asks for nothing but its own files, and once installed for nothing', async () => {
    await at.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await at.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await at.context.setOffline(true);
    at.served.asked.length = 0;
    await at.page.reload();
    await give(withPlace);
    await at.page.click('.clean button.main');
    await at.page.waitForSelector('.outcome');
    // But that the browser may look for a newer worker by itself.
    expect(at.served.asked.filter((line) => line !== 'GET /sw.js')).toEqual([]);
  });

  test('may not send anything', async () => {
    const sent = await at.page.evaluate(() =>
      fetch('./sw.js').then(
        () => 'sent',
        () => 'stopped',
      ),
    );
    expect(sent).toBe('stopped');
    expect(at.faults.every((fault) => /Content Security Policy/.test(fault))).toBe(true);
    at.faults.length = 0;
  });

  test('a file that is no photo is a fault that says so, in the reader’s language', async () => {
    await give(fixture('../manifest.json'));
    expect(await at.page.textContent('.fault')).toMatch(/no picture of a format that is known/);
    await at.page.click('text=Bahasa Indonesia');
    expect(await at.page.textContent('.fault')).toMatch(/bukan gambar .* dikenal.*dan raw lain/s);
    expect(await at.page.$('.fault [lang=en]')).toBeNull();
  });

  test('a format that is read but not written is said to be so, not unknown', async () => {
    await give(fixture('psd-resources.psd'));
    await at.page.click('.clean button.main');
    expect(await at.page.textContent('.fault')).toMatch(/can be read, but not written/);
  });

  test('all are cleaned with their list in sight, one with what came of it', async () => {
    await give(withPlace, fixture('png-xmp.png'));
    await at.page.click('.photos button.main');
    await at.page.waitForSelector('text=Download 2 as a zip');
    await at.page.waitForSelector('.clean .outcome');
    expect(await at.page.evaluate(() => scrollY)).toBe(0);
    await at.page.click('.clean button.main');
    await at.page.waitForFunction(() => scrollY > 0);
  });

  test('reads and cleans 300 photos, and gives them as one zip', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'exifkit-page-'));
    const bytes = readFileSync(withPlace);
    const files = Array.from({ length: 300 }, (_, i) => {
      const path = join(folder, `photo-${i}.jpg`);
      writeFileSync(path, bytes);
      return path;
    });
    await at.page.setInputFiles('input[type=file]', files);
    await at.page.waitForFunction(() => document.querySelector('progress')?.value === 300, null, {
      timeout: 60_000,
    });
    await at.page.click('.photos button.main');
    const [download] = await Promise.all([
      at.page.waitForEvent('download', { timeout: 120_000 }),
      at.page.click('text=Download 300 as a zip', { timeout: 120_000 }),
    ]);
    const zip = readFileSync(await download.path());
    expect(zip.toString('latin1').match(/PK\x01\x02/g)).toHaveLength(300);
    rmSync(folder, { recursive: true });
  }, 300_000);

  test.each([
    ['light', 360],
    ['dark', 360],
    ['light', 768],
    ['light', 1280],
    ['dark', 1280],
  ] as const)(
    'axe finds nothing in %s at %i pixels, and nothing runs over the edge',
    async (colorScheme, width) => {
      await at.page.emulateMedia({ colorScheme });
      await at.page.setViewportSize({ width, height: 800 });
      const check = async (): Promise<string[]> => {
        await at.page.evaluate(axe.source);
        const { violations } = await at.page.evaluate(() =>
          (globalThis as unknown as { axe: typeof axe }).axe.run(),
        );
        return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
      };
      expect(await check()).toEqual([]);
      await give(withPlace, fixture('png-xmp.png'));
      await at.page.click('.clean button.main');
      await at.page.waitForSelector('.outcome');
      await at.page.waitForSelector('.map');
      await at.page.click('.edit summary');
      await at.page.fill('#field-title', 'Another title');
      await at.page.click('text=Delete >> nth=0');
      expect(await check()).toEqual([]);
      await at.page.click('.save button.main');
      await at.page.waitForSelector('.edit .outcome');
      expect(await check()).toEqual([]);
      expect(await at.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    },
  );

  test('speaks Indonesian, and remembers it', async () => {
    await at.page.click('text=Bahasa Indonesia');
    expect(await at.page.textContent('.tagline')).toBe('Lihat apa yang diungkap foto Anda, lalu hapus.');
    await at.page.reload();
    expect(await at.page.getAttribute('html', 'lang')).toBe('id');
  });

  test('works with the keyboard alone', async () => {
    await give(withPlace);
    await at.page.focus('.findings summary');
    await at.page.keyboard.press('Enter');
    expect(await at.page.getAttribute('.findings details', 'open')).not.toBeNull();
  });
});
