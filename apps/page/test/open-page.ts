// The built page, opened anew in Debian's chromium for each test; an error in its console fails the test.
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { hasProgram } from '../../../test/debian.js';
import { type Served, servePage } from './served.js';

export const hasChromium = hasProgram('chromium', 'chromium');

export interface OpenPage {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly served: Served;
  /** Lines of the console that are errors, which a test takes off where it asks for them. */
  readonly faults: string[];
  /** Gives files to the page, and waits until the first is read. */
  readonly give: (...files: string[]) => Promise<void>;
}

export function openPage(): OpenPage {
  let browser: Browser;
  let served: Served;
  let context: BrowserContext;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    served = await servePage();
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  }, 400_000);
  afterAll(async () => {
    await browser?.close();
    served?.close();
  });

  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
    page = await context.newPage();
    faults.length = 0;
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    page.on('pageerror', ({ message }) => faults.push(message));
    await page.goto(served.url);
  });
  afterEach(async () => {
    await context.close();
    expect(faults).toEqual([]);
  });

  return {
    faults,
    get page() {
      return page;
    },
    get context() {
      return context;
    },
    get served() {
      return served;
    },
    give: async (...files) => {
      await page.setInputFiles('input[type=file]', files);
      await page.waitForSelector('.findings, .fault');
    },
  };
}
