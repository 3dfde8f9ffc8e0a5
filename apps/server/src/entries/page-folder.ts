// The files of the page and of the documents, as the build puts them beside the server.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { PageFile } from '../routes/page.js';

const folder = fileURLToPath(new URL('../../dist/page/', import.meta.url));

const types: { readonly [extension: string]: string } = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  webmanifest: 'application/manifest+json',
};

/** Names as the build gives them: nothing else is looked for on the disk. */
const servable = /^(?:[\w-]+\/)*[\w-]+(?:\.[\w-]+)*\.(\w+)$/;

const held = new Map<string, Promise<PageFile | undefined>>();

/** A file of the page by its path without the first slash; each is read once. */
export async function pageFile(path: string): Promise<PageFile | undefined> {
  const type = types[servable.exec(path)?.[1] ?? ''];
  if (type === undefined) return undefined;
  const known = held.get(path) ?? readPageFile(path, type);
  held.set(path, known);
  const file = await known;
  if (!file) held.delete(path);
  return file;
}

async function readPageFile(path: string, type: string): Promise<PageFile | undefined> {
  try {
    return { bytes: new Uint8Array(await readFile(folder + path)), type };
  } catch {
    return undefined;
  }
}
