// What the document of the service does not have: deleting, health, measures, the description of the API.
import { describe, expect, it } from 'vitest';
import {
  type Client,
  expectCommonHeaders,
  expectError,
  fixture,
  key,
  otherKey,
  paths,
  texts,
  unknownUuid,
} from './client.js';

const { extract, remove, download } = paths;
const photo = fixture('jpeg-minimal.jpg');

export const metricsToken = 'metrics-token';

export function testUpkeep(open: () => Client): void {
  describe('deleting', () => {
    const byOwner = { 'X-API-Key': key };

    it('an extraction takes its owner’s key', async () => {
      const client = open();
      const { uuid } = await (await client.send(extract, photo)).json();
      const path = `${extract}/${uuid}`;
      const ask = (headers: Record<string, string>): Promise<Response> =>
        client.ask(path, { method: 'DELETE', headers });
      await expectError(await ask({}), 401, 'missing-api-key', texts.key);
      await expectError(await ask({ 'X-API-Key': 'wrong' }), 401, 'invalid-api-key', texts.key);
      await expectError(await ask({ 'X-API-Key': otherKey }), 404, 'extraction-not-found', texts.extraction);
      const gone = await ask(byOwner);
      expect([gone.status, await gone.text()]).toEqual([204, '']);
      await expectError(await client.ask(path), 404, 'extraction-not-found', texts.extraction);
      await expectError(await ask(byOwner), 404, 'extraction-not-found', texts.extraction);
    });

    it('a cleaned file takes its owner’s key', async () => {
      const client = open();
      const { uuid } = await (await client.send(remove, photo)).json();
      const path = `${download}/${uuid}`;
      const ask = (headers: Record<string, string>): Promise<Response> =>
        client.ask(path, { method: 'DELETE', headers });
      await expectError(await ask({}), 401, 'missing-api-key', texts.key);
      await expectError(await ask({ 'X-API-Key': otherKey }), 404, 'file-not-found');
      expect((await ask(byOwner)).status).toBe(204);
      await expectError(await client.ask(path), 404, 'file-not-found');
    });

    it('what is not there is no success', async () => {
      const init = { method: 'DELETE', headers: byOwner };
      await expectError(await open().ask(`${download}/${unknownUuid}`, init), 404, 'file-not-found');
    });
  });

  describe('a batch', () => {
    const several = (...files: Uint8Array<ArrayBuffer>[]): FormData => {
      const body = new FormData();
      for (const [i, file] of files.entries()) body.append('file', new Blob([file]), `${i}.jpg`);
      return body;
    };

    it('is answered line by line, and each result is kept', async () => {
      const client = open();
      const answer = await client.post(`${extract}/batch`, several(photo, new Uint8Array(5), photo));
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/x-ndjson']);
      const lines = (await answer.text())
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(lines.map(({ index }) => index).sort()).toEqual([0, 1, 2]);
      for (const { index, fileName, uuid } of lines) {
        expect(fileName).toBe(`${index}.jpg`);
        expect((await client.ask(`${extract}/${uuid}`)).status).toBe(200);
      }
    });

    it('needs a key, and has 1 to 20 files', async () => {
      const client = open();
      const path = `${extract}/batch`;
      await expectError(await client.post(path, several(photo), {}), 401, 'missing-api-key', texts.key);
      await expectError(await client.post(path, null), 400, 'missing-input', texts.parameters);
      const many = several(...Array.from({ length: 21 }, () => photo));
      await expectError(await client.post(path, many), 400, 'too-many-files', texts.parameters);
    });
  });

  it('the API is described', async () => {
    const answer = await open().ask('/openapi.json');
    expect(answer.status).toBe(200);
    const description = await answer.json();
    expect(description.openapi).toMatch(/^3\.1\./);
    expect(Object.keys(description.paths)).toEqual(expect.arrayContaining([extract, remove]));
  });

  it.each(['/healthz', '/readyz'])('%s', async (path) => {
    const answer = await open().ask(path);
    expect(answer.status).toBe(200);
    expectCommonHeaders(answer);
    expect(await answer.json()).toMatchObject({ success: true });
  });

  it('measures are for who has the token', async () => {
    const client = open();
    await expectError(await client.ask('/metrics'), 401, 'invalid-metrics-token');
    const answer = await client.ask('/metrics', { headers: { Authorization: `Bearer ${metricsToken}` } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(await answer.text()).toMatch(/^exifkit_\w+(\{.*\})? \d/m);
  });
}
