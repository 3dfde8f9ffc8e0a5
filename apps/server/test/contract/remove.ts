// POST /api/v1/remove and GET /download-cleaned/{uuid}.
import { describe, expect, it } from 'vitest';
import { judged } from '../../../../test/exiftool.js';
import {
  type Client,
  expectCommonHeaders,
  expectError,
  expectMade,
  fixture,
  madeFile,
  paths,
  texts,
  unknownUuid,
} from './client.js';

const { extract, remove, download } = paths;
const photo = fixture('jpeg-all-blocks.jpg');

export function testRemove(open: () => Client): void {
  const clean = async (fields: Record<string, string> = {}, file = photo): Promise<Response> =>
    open().send(remove, file, 'photo.jpg', fields);
  /** The cleaned file as bytes. */
  const bytesOf = (answer: Response): Promise<Uint8Array<ArrayBuffer>> => madeFile(answer, open());

  describe('a removal', () => {
    it('has the document’s body', async () => {
      const client = open();
      const answer = await client.send(remove, photo);
      await expectMade(answer, client);
    });

    it('takes everything but colours and orientation, as ExifTool sees it', async () => {
      const names = Object.keys(judged(await bytesOf(await clean())));
      const groups = new Set(names.map((name) => name.split(':', 1)[0]));
      for (const gone of ['ExifIFD', 'GPS', 'IPTC', 'XMP-dc', 'Canon', 'Photoshop', 'IFD1'])
        expect(groups).not.toContain(gone);
      expect(names.filter((name) => name.startsWith('IFD0:'))).toEqual(['IFD0:Orientation']);
      expect(groups).toContain('ICC_Profile');
    });

    it('obeys the policies, in the query, a form or JSON', async () => {
      const client = open();
      const strict = await bytesOf(await clean({ keep: 'none' }));
      const whole = await bytesOf(await clean());
      expect(strict.length).toBeLessThan(whole.length);
      expect(await bytesOf(await clean({ preset: 'strict' }))).toEqual(strict);
      expect(await bytesOf(await client.send(`${remove}?preset=strict`, photo))).toEqual(strict);
      const located = await clean({ preset: 'location' });
      const { metadata } = await (await client.send(extract, await bytesOf(located))).json();
      expect(metadata.exif.Make).toBe('Canon');
      expect(metadata).not.toHaveProperty('location');
      expect((await bytesOf(await clean({ preset: 'share' }))).length).toBeGreaterThan(whole.length);
      expect((await bytesOf(await clean({ only: 'gps', coarsen: '50' }))).length).toBeGreaterThan(
        whole.length,
      );
    });

    it('reports where it is asked to', async () => {
      const { report } = await (await clean({ report: '1' })).json();
      expect(report).toMatchObject({ mimeType: 'image/jpeg' });
    });

    it.each([
      ['preset', 'all', 'invalid-parameter'],
      ['keep', 'gps', 'invalid-parameter'],
      ['only', 'everything', 'invalid-parameter'],
      ['coarsen', 'far', 'invalid-parameter'],
      ['report', 'maybe', 'invalid-parameter'],
      ['kept', 'copyright', 'unknown-parameter'],
    ])('with %s=%s is refused', async (name, value, code) => {
      await expectError(await clean({ [name]: value }), 400, code, texts.parameters);
    });

    it('is refused whole where it cannot be complete', async () => {
      await expectError(await clean({}, new Uint8Array(9)), 415, 'unsupported-type');
      await expectError(await clean({}, new Uint8Array(0)), 400, 'empty-file', texts.parameters);
      const answer = await clean({}, fixture('png-truncated.png'));
      expect(answer.status).toBe(422);
      expect(await answer.json()).toEqual({ success: false, error: expect.any(String) });
    });
  });

  describe('a cleaned file', () => {
    it('comes as a download that no browser runs', async () => {
      const client = open();
      const { uuid } = await (await client.send(remove, photo, 'my "holiday" 日本.html')).json();
      const file = await client.ask(`${download}/${uuid}`);
      expect(file.status).toBe(200);
      expectCommonHeaders(file);
      const bytes = await file.arrayBuffer();
      expect(Object.fromEntries(file.headers)).toMatchObject({
        'content-type': 'image/jpeg',
        'content-length': String(bytes.byteLength),
        'content-disposition': expect.stringMatching(
          /^attachment; filename="[^"]+\.jpg"; filename\*=UTF-8''/,
        ),
        'content-security-policy': expect.stringContaining('sandbox'),
        'accept-ranges': 'bytes',
        etag: expect.stringMatching(/^"[^"]+"$/),
      });
      const head = await client.ask(`${download}/${uuid}`, { method: 'HEAD' });
      expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([
        200,
        String(bytes.byteLength),
        '',
      ]);
    });

    it('comes in ranges', async () => {
      const client = open();
      const { uuid } = await (await client.send(remove, photo)).json();
      const ask = (headers: Record<string, string>): Promise<Response> =>
        client.ask(`${download}/${uuid}`, { headers });
      const whole = new Uint8Array(await (await ask({})).arrayBuffer());
      const size = whole.length;
      for (const [range, start, end] of [
        ['bytes=0-3', 0, 4],
        ['bytes=4-', 4, size],
        ['bytes=-4', size - 4, size],
        [`bytes=0-${size + 9}`, 0, size],
        ['bytes=1-99999999999999999999', 1, size],
      ] as const) {
        const part = await ask({ Range: range });
        expect([part.status, part.headers.get('content-range')]).toEqual([
          206,
          `bytes ${start}-${end - 1}/${size}`,
        ]);
        expect(new Uint8Array(await part.arrayBuffer())).toEqual(whole.slice(start, end));
      }
      const past = await ask({ Range: `bytes=${size}-` });
      expect(past.headers.get('content-range')).toBe(`bytes */${size}`);
      await expectError(past, 416, 'invalid-range');
    });

    it('has a version that conditions compare', async () => {
      const client = open();
      const { uuid } = await (await client.send(remove, photo)).json();
      const ask = async (headers: Record<string, string>): Promise<Response> => {
        const answer = await client.ask(`${download}/${uuid}`, { headers });
        return new Response(
          await answer.text(),
          answer.status === 304 ? { status: 200, statusText: '304' } : answer,
        );
      };
      const etag = (await ask({})).headers.get('etag')!;
      expect((await ask({ 'If-None-Match': etag })).statusText).toBe('304');
      expect((await ask({ 'If-None-Match': '"other"' })).status).toBe(200);
      expect((await ask({ 'If-Match': etag })).status).toBe(200);
      expect((await ask({ 'If-Match': '"other"' })).status).toBe(412);
      expect((await ask({ Range: 'bytes=0-3', 'If-Range': etag })).status).toBe(206);
      expect((await ask({ Range: 'bytes=0-3', 'If-Range': '"other"' })).status).toBe(200);
    });

    it('is kept apart from results, and is not at other names', async () => {
      const client = open();
      const { uuid: result } = await (await client.send(extract, photo)).json();
      const { uuid: file } = await (await client.send(remove, photo)).json();
      for (const id of [result, unknownUuid, 'x', '%2e%2e%2fresults'])
        await expectError(await client.ask(`${download}/${id}`), 404, 'file-not-found');
      await expectError(
        await client.ask(`${extract}/${file}`),
        404,
        'extraction-not-found',
        texts.extraction,
      );
    });
  });
}
