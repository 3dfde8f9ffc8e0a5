// Editing on the page: what the library writes, taken back before it is saved, by mouse and by keyboard.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Changes, edit, read } from 'exifkit';
import { describe, expect, test } from 'vitest';
import { judged } from '../../../test/exiftool.js';
import { hasChromium, openPage } from './open-page.js';

const fixture = (name: string): string => join(import.meta.dirname, '../../../fixtures/files', name);
const photo = fixture('jpeg-all-blocks.jpg');
const bytesOf = (path: string): Uint8Array => new Uint8Array(readFileSync(path));

describe.skipIf(!hasChromium)('editing on the page', () => {
  const at = openPage();

  const open = async (path = photo): Promise<void> => {
    await at.give(path);
    await at.page.click('.edit summary');
  };
  const waiting = (): Promise<string[]> =>
    at.page.$$eval('.waiting th', (all) => all.map(({ textContent }) => textContent ?? ''));
  const save = async (): Promise<Uint8Array> => {
    await at.page.click('.save button.main');
    await at.page.waitForSelector('.edit .outcome');
    const [download] = await Promise.all([
      at.page.waitForEvent('download'),
      at.page.click('.edit .outcome button.main'),
    ]);
    return bytesOf(await download.path());
  };
  const bytesThat = async (changes: Changes): Promise<Uint8Array> =>
    (await edit(bytesOf(photo), changes)).bytes();

  test('gives the file that the library edits, with the proof', async () => {
    await open();
    await at.page.fill('#field-title', 'Pagi');
    await at.page.fill('#field-description', '');
    await at.page.fill('#field-keywords', 'laut\nombak\n');
    await at.page.fill('#field-creator', 'Ana\nBudi');
    await at.page.fill('#field-copyright', '© Ana');
    await at.page.fill('#field-date', '2024-05-01T10:11:12');
    await at.page.selectOption('#field-offset', '+08:00');
    await at.page.selectOption('#field-rating', '5');
    await at.page.selectOption('#field-orientation', '3');
    await at.page.fill('#field-position', '-6.2, 106.8');
    await at.page.fill('#field-city', 'Jakarta');
    await at.page.fill('#field-sublocation', '');
    await at.page.click('[aria-label="Delete Make"]');
    await at.page.click('[aria-label="Delete Headline"]');
    await at.page.click('[aria-label="Delete PersonInImage"]');
    const edited = await save();
    expect(Buffer.from(edited)).toEqual(
      Buffer.from(
        await bytesThat({
          common: {
            ...{ title: 'Pagi', description: null, keywords: ['laut', 'ombak'], creator: ['Ana', 'Budi'] },
            ...{ copyright: '© Ana', date: '2024-05-01T10:11:12+08:00', rating: 5 },
            location: { city: 'Jakarta', sublocation: null },
          },
          exif: { Make: null },
          iptc: { Headline: null },
          gps: { latitude: -6.2, longitude: 106.8 },
          xmp: { iptcExt: { PersonInImage: null }, exif: { GPSLatitude: null, GPSLongitude: null } },
          orientation: 3,
        }),
      ),
    );
    expect(judged(edited)).toMatchObject({ 'IFD0:Artist': 'Ana; Budi', 'XMP-photoshop:City': 'Jakarta' });
    expect(await at.page.textContent('.edit .outcome p.good strong')).toBe('Same picture.');
    const changed = await at.page.$$eval('.edit .outcome th', (all) => all.map((one) => one.textContent));
    expect(changed).toEqual(expect.arrayContaining(['IFD0:Make', 'XMP-dc:Title', 'IPTC:Headline']));
  });

  test('takes changes back: one of them, the last, all', async () => {
    await open();
    await at.page.fill('#field-title', 'Pagi');
    await at.page.fill('#field-city', 'Jakarta');
    await at.page.click('[aria-label="Delete Make"]');
    await at.page.click('[aria-label="Delete Software"]');
    expect(await waiting()).toEqual(['Title', 'City', 'IFD0:Make', 'IFD0:Software']);
    expect(await at.page.textContent('.save [role=status]')).toBe('4 changes');
    await at.page.click('.waiting [aria-label="Undo City"]');
    expect(await at.page.inputValue('#field-city')).toBe('Denpasar');
    await at.page.click('.tags [aria-label="Undo Make"]');
    expect(await waiting()).toEqual(['Title', 'IFD0:Software']);
    await at.page.click('text=Undo last');
    expect(await waiting()).toEqual(['Title']);
    // What is as it was is no change.
    await at.page.fill('#field-title', 'Sunrise & sea');
    expect(await at.page.isVisible('.save')).toBe(false);
    await at.page.fill('#field-title', 'Pagi');
    await at.page.click('text=Discard all');
    expect(await at.page.inputValue('#field-title')).toBe('Sunrise & sea');
    expect(await at.page.isVisible('.save')).toBe(false);
  });

  test('takes a position out of every place that states it', async () => {
    await open();
    await at.page.fill('#field-position', '');
    expect((await read(await save())).common?.place).not.toHaveProperty('latitude');
  });

  test('asks for coordinates that can be understood', async () => {
    await open();
    await at.page.fill('#field-position', 'Kuta');
    expect(await at.page.getAttribute('#field-position', 'aria-invalid')).toBe('true');
    expect(await at.page.isDisabled('.save button.main')).toBe(true);
    await at.page.fill('#field-position', '91, 0');
    expect(await at.page.isDisabled('.save button.main')).toBe(true);
    await at.page.fill('#field-position', '−6.2° 106.8°');
    expect(await at.page.isDisabled('.save button.main')).toBe(false);
  });

  test('asks for a country code of two or three letters, and names the field', async () => {
    await open();
    await at.page.fill('#field-countryCode', 'Indonesia');
    expect(await at.page.textContent('.save [role=status]')).toBe('Country code: not understood.');
    expect(await at.page.isDisabled('.save button.main')).toBe(true);
    await at.page.fill('#field-countryCode', 'MY');
    expect(await at.page.isDisabled('.save button.main')).toBe(false);
  });

  test('keeps what is typed in sight of whoever types', async () => {
    await at.page.setViewportSize({ width: 360, height: 640 });
    await open();
    await at.page.locator('#field-position').evaluate((field) => field.scrollIntoView({ block: 'end' }));
    await at.page.focus('#field-position');
    await at.page.keyboard.type('12');
    await at.page.waitForSelector('.save');
    await at.page.waitForFunction(() => {
      const bottom = document.activeElement!.getBoundingClientRect().bottom;
      return bottom <= document.querySelector('.save')!.getBoundingClientRect().top;
    });
  });

  test('says why a change cannot be made, and goes on from there', async () => {
    await open();
    await at.page.click('[aria-label="Delete YCbCrPositioning"]');
    await at.page.click('.save button.main');
    expect(await at.page.textContent('.edit .fault')).toMatch(
      /^Not possible\. This cannot be written\.YCbCr/,
    );
    await at.page.click('text=Undo last');
    expect(await at.page.isVisible('.edit .fault')).toBe(false);
    await at.page.fill('#field-title', 'Pagi');
    expect((await read(await save())).common?.title).toBe('Pagi');
  });

  test('goes on with a cleaned photo', async () => {
    await at.give(photo);
    await at.page.click('.clean button.main');
    await at.page.click('text=Go on with this version');
    await at.page.waitForSelector('text=This photo reveals nothing about you.');
    await at.page.click('.edit summary');
    await at.page.fill('#field-copyright', '© Ana');
    const { common, gps } = await read(await save());
    expect([common?.copyright, common?.creator, gps]).toEqual(['© Ana', undefined, undefined]);
  });

  test('works with the keyboard alone', async () => {
    await at.give(photo);
    await at.page.focus('.edit summary');
    await at.page.keyboard.press('Enter');
    await at.page.keyboard.press('Tab');
    expect(await at.page.evaluate(() => document.activeElement?.id)).toBe('field-title');
    await at.page.keyboard.press('Control+A');
    await at.page.keyboard.type('Pagi');
    await at.page.focus('.save button.main');
    await at.page.keyboard.press('Enter');
    await at.page.waitForSelector('.edit .outcome');
    expect(await at.page.textContent('.edit .outcome [scope=row]:has-text("Title") + td ins')).toBe('Pagi');
  });

  test.each([
    'heic-exif-xmp.heic',
    'png-xmp.png',
    'webp-all-blocks.webp',
    'tiff-all-blocks.tif',
    'gif-xmp.gif',
  ])('edits %s', async (name) => {
    await open(fixture(name));
    await at.page.fill('#field-title', 'Pagi');
    expect((await read(await save())).common?.title).toBe('Pagi');
  });
});
