// The documents in a browser: found by the reader's language, with the server's address, on a phone too.
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasProgram } from '../../../test/debian.js';
import { type Served, servePage } from './served.js';

describe.skipIf(!hasProgram('chromium', 'chromium'))('the documents in chromium', () => {
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

  async function withPage(locale: string, use: (page: Page) => Promise<void>): Promise<void> {
    const context = await browser.newContext({ viewport: { width: 360, height: 800 }, locale });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    page.on('pageerror', ({ message }) => faults.push(message));
    await use(page);
    await context.close();
    expect(faults).toEqual([]);
  }

  test.each([
    ['id-ID', 'id', 'Kunci API'],
    ['en-GB', 'en', 'API key'],
    ['fr-FR', 'en', 'API key'],
  ])('are found in the language of a reader of %s', (locale, language, heading) =>
    withPage(locale, async (page) => {
      await page.goto(`${served.url}docs/#key`);
      await page.waitForURL(`**/docs/${language}/#key`);
      expect(await page.textContent('#key')).toBe(heading);
      expect(await page.getAttribute('html', 'lang')).toBe(language);
    }),
  );

  test.each(['id', 'en'])('in %s are readable by all, on a phone too', (language) =>
    withPage('id-ID', async (page) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.goto(`${served.url}docs/${language}/`);
        // Past the policy of the page.
        await page.evaluate(axe.source);
        const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults;
        expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
      }
    }),
  );

  test('are at hand without a network for whoever has the page installed', () =>
    withPage('id-ID', async (page) => {
      await page.goto(served.url);
      await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
      await page.context().setOffline(true);
      served.asked.length = 0;
      await page.goto(`${served.url}docs/`);
      await page.waitForURL('**/docs/id/');
      expect(await page.textContent('h1')).toBe('API exifkit');
      await page.click('text=English');
      expect(await page.textContent('h1')).toBe('The exifkit API');
      expect(await page.evaluate('getComputedStyle(document.body).marginTop')).toBe('0px');
      expect(served.asked.filter((line) => line !== 'GET /sw.js')).toEqual([]);
    }));

  test('have the address of the server, and keep to the language of examples', () =>
    withPage('en-GB', async (page) => {
      await page.goto(`${served.url}docs/en/`);
      const codes = (await page.$$eval('code', (all) => all.map(({ textContent }) => textContent))).join(
        '\n',
      );
      expect(codes).toContain(`${served.url}api/v1/extract`);
      expect(codes).not.toContain('api.example.com');
      const shown = (): Promise<string[]> =>
        page.$$eval('.examples pre', (all) =>
          all.filter((one) => one.checkVisibility()).map((one) => one.ariaLabel ?? ''),
        );
      expect(new Set(await shown())).toEqual(new Set(['cURL']));
      await page.click('label[for=remove-py]');
      expect(new Set(await shown())).toEqual(new Set(['Python']));
      await page.keyboard.press('ArrowRight');
      expect(new Set(await shown())).toEqual(new Set(['JavaScript']));
    }));
});
