// Makes pictures to look at: the built page and its documents in all their states, at three widths, light and dark, in
// both languages: `node scripts/looks.mjs FOLDER [PHOTO ...]`, of fixtures where no photos are named. STATES, WIDTHS,
// SCHEMES and LANGUAGES in the environment narrow it, each a list with commas.
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { preview } from 'vite';

const root = fileURLToPath(new URL('../', import.meta.url));
const fixtures = fileURLToPath(new URL('../../../fixtures/files/', import.meta.url));
const [folder = 'looks', ...given] = process.argv.slice(2);
const photos = given.length ? given : readdirSync(fixtures).map((name) => join(fixtures, name));
const photo = given[0] ?? join(fixtures, 'jpeg-all-blocks.jpg');

const listOf = (name, all) => process.env[name]?.split(',') ?? all;

/** What is done to the page before its picture is taken; the first photo is in it where a state needs one. */
const states = {
  empty: async () => {},
  focus: async (page) => {
    for (let i = 0; i < 3; i++) await page.keyboard.press('Tab');
  },
  read: async (page) => give(page, photo),
  findings: async (page) => {
    await give(page, photo);
    for (const summary of await page.$$('.findings summary')) await summary.click();
  },
  search: async (page) => {
    await give(page, photo);
    await page.fill('input[type=search]', 'date');
  },
  nothing: async (page) => {
    await give(page, photo);
    await page.fill('input[type=search]', 'nothing of this name');
  },
  edit: async (page) => {
    await openEdit(page);
    await page.fill('#field-title', 'Pagi di Pantai Kuta');
    await page.fill('#field-keywords', 'laut\npagi');
    await page.click('.tags td.action button:first-child >> nth=5');
  },
  mistaken: async (page) => {
    await openEdit(page);
    await page.fill('#field-position', '');
    await page.type('#field-position', 'Kuta');
  },
  refused: async (page) => {
    await openEdit(page, join(fixtures, 'jpeg-all-blocks.jpg'));
    await page.click('[aria-label$=" YCbCrPositioning"]');
    await page.click('.save button.main');
    await page.waitForSelector('.edit .fault');
  },
  saved: async (page) => {
    await openEdit(page);
    await page.fill('#field-title', 'Pagi di Pantai Kuta');
    await page.fill('#field-position', '');
    await page.click('.save button.main');
    await page.waitForSelector('.edit .outcome');
  },
  cleaned: async (page) => {
    await give(page, photo);
    await page.click('.clean button.main');
    await page.waitForSelector('.clean .outcome, .fault');
  },
  many: async (page) => {
    await give(page, ...photos);
    await page.waitForFunction(() => {
      const { value, max } = document.querySelector('progress');
      return value === max;
    });
    await page.click('.photos button.main');
    await page.waitForFunction(() => !document.querySelector('.photos button:disabled'));
  },
  working: async (page) => {
    const again = Array.from({ length: Math.ceil(150 / photos.length) }, () => photos).flat();
    await page.setInputFiles('input[type=file]', again.slice(0, 150));
    await page.waitForFunction(() => document.querySelector('progress')?.value > 5);
  },
  unknown: async (page) => give(page, join(root, 'package.json')),
  offline: async (page) => {
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await page.context().setOffline(true);
    await page.reload();
    await give(page, photo);
    await page.waitForTimeout(300);
  },
  docs: async (page, language) => {
    await page.goto(new URL(`docs/${language}/`, page.url()).href);
    await page.click('label[for=extract-py]');
  },
};

async function give(page, ...files) {
  await page.setInputFiles('input[type=file]', files);
  await page.waitForSelector('.findings, .fault');
  if (await page.$('.place')) await page.waitForSelector('.map');
}

async function openEdit(page, file = photo) {
  await give(page, file);
  await page.click('.edit summary');
}

mkdirSync(folder, { recursive: true });
const server = await preview({ root, preview: { port: 0 }, logLevel: 'silent' });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
try {
  for (const width of listOf('WIDTHS', ['360', '768', '1280']))
    for (const colorScheme of listOf('SCHEMES', ['light', 'dark']))
      for (const language of listOf('LANGUAGES', ['id', 'en']))
        for (const state of listOf('STATES', Object.keys(states)))
          await look(state, Number(width), colorScheme, language);
} finally {
  await browser.close();
  await server.close();
}

async function look(state, width, colorScheme, language) {
  const context = await browser.newContext({
    viewport: { width, height: width < 500 ? 780 : 900 },
    colorScheme,
    locale: language === 'id' ? 'id-ID' : 'en-GB',
  });
  const page = await context.newPage();
  const name = `${state}-${width}-${colorScheme}-${language}`;
  page.on('console', (message) => message.type() === 'error' && console.error(name, message.text()));
  page.on('pageerror', ({ message }) => console.error(name, message));
  await page.goto(server.resolvedUrls.local[0]);
  try {
    await states[state](page, language);
    await page.waitForTimeout(200);
    const [over, whole] = await page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      return [scrollWidth - innerWidth, scrollHeight];
    });
    if (over > 0) console.error(name, `runs ${over} px over the edge`);
    // Hundreds of tags look like the first of them.
    const clip = { x: 0, y: 0, width, height: Math.min(whole, 5000) };
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true, clip });
  } catch (error) {
    console.error(name, error);
  }
  await context.close();
}
