// The page and its files beside the API.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Door, openSocket } from './doors.js';

let door: Door;
beforeAll(async () => {
  door = await openSocket();
});
afterAll(() => door.close());

/** The page is no part of the API's document. */
const get = (path: string): Promise<Response> => fetch(door.origin + path);

it('is served at the root, and may send nothing anywhere', async () => {
  const answer = await get('/');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(answer.headers.get('content-security-policy')).toContain("connect-src 'none'");
  expect(await answer.text()).toContain('<title>exifkit</title>');
});

it('names files that are there, and may be kept', async () => {
  const page = await (await get('/')).text();
  const names = [...page.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(3);
  for (const name of names) {
    const answer = await get(`/${name}`);
    expect([answer.status, name]).toEqual([200, name]);
    const kept = name?.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
    expect(answer.headers.get('cache-control')).toBe(kept);
  }
});

it.each([
  '/../package.json',
  '/assets/../../entries/node.js',
  '/assets/none.js',
  '/%2e%2e/app.js',
  '/app.js',
])('gives nothing else: %s', async (path) => {
  const answer = await get(path);
  expect(answer.status).toBe(404);
  expect(await answer.json()).toEqual({ success: false, error: 'Not found' });
});

it('has the documents in both languages, whatever the slashes', async () => {
  for (const path of ['/docs', '/docs/', '/docs/id', '/docs/en/']) {
    const answer = await get(path);
    expect([path, answer.status]).toEqual([path, 200]);
    expect(answer.url).toMatch(/\/$/);
    const links = [...(await answer.text()).matchAll(/(?:src|href)="(\.[^"#]+)"/g)].map(([, link]) => link!);
    expect(links.length).toBeGreaterThan(3);
    for (const link of links)
      expect([link, (await fetch(new URL(link, answer.url))).status]).toEqual([link, 200]);
  }
});
