// The contract of the service, line by line, over a socket: the same for every runtime.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Running, Runtime } from './runtimes.js';

export const key = 'first-key';

const photo = await readFile(
  fileURLToPath(new URL('../../../../fixtures/files/jpeg-all-blocks.jpg', import.meta.url)),
);

export function testContract(runtime: Runtime): void {
  describe(`the contract on ${runtime.name}`, () => {
    let server: Running;
    beforeAll(async () => {
      server = await runtime.start({ EXIFKIT_API_KEYS: key });
    });
    afterAll(async () => {
      await server?.stop();
    });
    const form = () => {
      const body = new FormData();
      body.set('file', new Blob([photo]), 'a.jpg');
      return body;
    };

    it('extracts', async () => {
      const r = await fetch(`${server.url}/api/v1/extract`, {
        method: 'POST',
        body: form(),
        headers: { 'X-API-Key': key },
      });
      expect(r.status).toBe(200);
      const body = await r.json();
      expect(body.metadata.exif.Make).toBe('Canon');
      const again = await (await fetch(`${server.url}/api/v1/extract/${body.uuid}`)).json();
      expect(again).toEqual({ ...body, filename: 'a.jpg' });
    });
    it('removes', async () => {
      const r = await fetch(`${server.url}/api/v1/remove`, {
        method: 'POST',
        body: form(),
        headers: { 'X-API-Key': key },
      });
      expect(r.status).toBe(200);
      const { downloadUrl } = await r.json();
      const d = await fetch(downloadUrl);
      expect(d.status).toBe(200);
      const bytes = new Uint8Array(await d.arrayBuffer());
      expect(bytes.length).toBeLessThan(photo.length);
    });
  });
}
