// POST /api/v1/extract and GET /api/v1/extract/{uuid}.
import { describe, expect, it } from 'vitest';
import {
  type Client,
  expectCommonHeaders,
  expectError,
  fixture,
  form,
  key,
  otherKey,
  paths,
  texts,
  unknownUuid,
  uuidShape,
} from './client.js';

const { extract, remove } = paths;
const photo = fixture('jpeg-all-blocks.jpg');

export function testKeys(open: () => Client): void {
  describe('keys', () => {
    it.each([extract, remove])('%s needs a known key', async (path) => {
      const client = open();
      await expectError(await client.post(path, form(photo), {}), 401, 'missing-api-key', texts.key);
      const wrong = await client.post(path, form(photo), { 'X-API-Key': 'wrong' });
      await expectError(wrong, 401, 'invalid-api-key', texts.key);
      const wrongQuery = await client.post(`${path}?key=wrong`, form(photo), {});
      await expectError(wrongQuery, 401, 'invalid-api-key', texts.key);
    });

    it('come in the header or the query, and the header wins', async () => {
      const client = open();
      expect((await client.post(`${extract}?key=${key}`, form(photo), {})).status).toBe(200);
      expect((await client.post(`${extract}?key=wrong`, form(photo))).status).toBe(200);
      const wrongHeader = await client.post(`${extract}?key=${key}`, form(photo), { 'X-API-Key': 'wrong' });
      await expectError(wrongHeader, 401, 'invalid-api-key', texts.key);
    });

    it('are checked before the body is read', async () => {
      const answer = await open().post(extract, '{', { 'Content-Type': 'application/json' });
      await expectError(answer, 401, 'missing-api-key', texts.key);
    });
  });
}

export function testExtract(open: () => Client): void {
  describe('an extraction', () => {
    it('has the document’s body', async () => {
      const answer = await open().send(extract, photo);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
      expectCommonHeaders(answer);
      const body = await answer.json();
      expect(body).toMatchObject({ success: true, status: 'completed', fileName: 'image.jpg' });
      expect(body.uuid).toMatch(uuidShape);
      expect(body.metadata).toMatchObject({
        exif: {
          Make: 'Canon',
          Model: 'Canon EOS FIXTURE',
          ExposureTime: '1/125',
          FNumber: '2.8',
          ISO: '400',
        },
        File: { Name: 'image.jpg', Size: photo.length, Type: 'image/jpeg' },
      });
    });

    it('has groups by ExifTool’s names, printed values, lists, structures and the position', async () => {
      const { metadata } = await (await open().send(extract, photo)).json();
      expect(Object.keys(metadata)).toEqual(
        expect.arrayContaining([
          'exif',
          'thumbnail',
          'gps',
          'iptc',
          'xmp',
          'icc',
          'photoshop',
          'jfif',
          'makerNotes',
        ]),
      );
      expect(metadata.iptc.Creator).toBe(metadata.iptc['By-line']);
      expect(metadata.iptc.Copyright).toBe(metadata.iptc.CopyrightNotice);
      expect(metadata.xmp.dc.Creator).toEqual(expect.any(Array));
      expect(metadata.location).toEqual({
        latitude: expect.any(Number),
        longitude: expect.any(Number),
        altitude: expect.any(Number),
      });
      expect(metadata.makerNotes.Canon).toEqual(expect.any(Object));
    });

    it('has only the fields asked for, and numbers where they are', async () => {
      const client = open();
      const fields = { fields: 'exif.Make,gps.GPSLatitude,File', format: 'numeric' };
      const { metadata } = await (await client.send(extract, photo, 'a.jpg', fields)).json();
      expect(metadata).toEqual({
        exif: { Make: 'Canon' },
        gps: { GPSLatitude: expect.any(Number) },
        File: expect.objectContaining({ Name: 'a.jpg' }),
      });
      const bad = await client.send(`${extract}?format=roman`, photo);
      await expectError(bad, 400, 'invalid-parameter', texts.parameters);
    });

    it('tells what the file reveals with report=1, and not without', async () => {
      const client = open();
      const { report } = await (await client.send(extract, photo, 'a.jpg', { report: '1' })).json();
      expect(report).toMatchObject({ isAiGenerated: false, isPanorama: false, isMotionPhoto: false });
      const location = report.findings.find(({ code }: { code: string }) => code === 'location');
      expect(location.tags).toContainEqual({ family: 'EXIF', group: 'GPS', name: 'GPSLatitude' });
      const plain = await (await client.send(extract, photo)).json();
      expect(plain.report).toBeUndefined();
      await expectError(
        await client.send(`${extract}?report=perhaps`, photo),
        400,
        'invalid-parameter',
        texts.parameters,
      );
    });

    it('tells what was wrong in the file', async () => {
      const body = await (await open().send(extract, fixture('jpeg-exif-truncated.jpg'))).json();
      expect(body.warnings.length).toBeGreaterThan(0);
      for (const warning of body.warnings)
        expect(warning).toEqual({
          code: expect.any(String),
          message: expect.any(String),
          offset: expect.any(Number),
          path: expect.any(String),
        });
    });

    it('of a type that is not read has File alone, with the type of the bytes', async () => {
      const pdf = new TextEncoder().encode('%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n');
      const known = await (await open().send(extract, pdf, 'a.jpg')).json();
      expect(known.metadata).toEqual({ File: { Name: 'a.jpg', Size: pdf.length, Type: 'application/pdf' } });
      const none = await (await open().send(extract, new Uint8Array(5), 'a.jpg')).json();
      expect(none.metadata.File.Type).toBe('application/octet-stream');
    });

    it.each([
      'png-text.png',
      'heic-exif-xmp.heic',
      'webp-all-blocks.webp',
      'tiff-all-blocks.tif',
      'gif-xmp.gif',
    ])('reads %s, found from its bytes', async (name) => {
      const { metadata } = await (await open().send(extract, fixture(name), 'picture.jpg')).json();
      const format = name.split('-', 1)[0]!.replace('tif', 'tif');
      expect(metadata.File.Type).toContain(format);
      expect(Object.keys(metadata).length).toBeGreaterThan(1);
    });
  });

  describe('a file', () => {
    const multipart = (
      client: Client,
      part: string,
      content: string | Uint8Array = photo,
    ): Promise<Response> => {
      const head = Buffer.from(part, 'latin1');
      const body = Buffer.concat([
        head,
        Buffer.from('\r\n\r\n'),
        Buffer.from(content),
        Buffer.from('\r\n--b--\r\n'),
      ]);
      return client.post(extract, body, {
        'X-API-Key': key,
        'Content-Type': 'multipart/form-data; boundary=b',
      });
    };
    const disposition = (rest: string): string => `--b\r\nContent-Disposition: form-data; ${rest}`;

    it('is a part with a file name, or of a binary type', async () => {
      const client = open();
      const named = await multipart(client, disposition('name="file"; filename="a.jpg"'));
      expect((await named.json()).fileName).toBe('a.jpg');
      const binary = await multipart(client, disposition('name="file"\r\nContent-Type: image/jpeg'));
      expect((await binary.json()).metadata.exif.Make).toBe('Canon');
      const octets = await multipart(
        client,
        disposition('name=file\r\nContent-Type: application/octet-stream'),
      );
      expect(octets.status).toBe(200);
    });

    it('is no plain text field, and not empty', async () => {
      const client = open();
      const text = await multipart(client, disposition('name="file"'), 'text');
      await expectError(text, 400, 'missing-input', texts.parameters);
      await expectError(await client.send(extract, new Uint8Array(0)), 400, 'empty-file', texts.parameters);
    });

    it('may be named in any case, behind a preamble, in a folded header', async () => {
      const client = open();
      const part = disposition('name="FILE";\r\n filename="folded.jpg"');
      const answer = await multipart(client, `A preamble.\r\n${part}`);
      expect((await answer.json()).fileName).toBe('folded.jpg');
    });

    it.each([
      [`filename="${Buffer.from('Gambar–日本.jpg').toString('latin1')}"`, 'Gambar–日本.jpg'],
      ['filename="caf\xe9.jpg"', 'café.jpg'],
      ["filename*=utf-8''%E6%97%A5%20%22a%22.jpg", '日 "a".jpg'],
      ['filename="C:\\Users\\Ayu\\photo.jpg"', 'photo.jpg'],
      ['filename="../../etc/passwd"', 'passwd'],
    ])('with %s', async (name, kept) => {
      const body = await (await multipart(open(), disposition(`name="file"; ${name}`))).json();
      expect([body.fileName, body.metadata.File.Name]).toEqual([kept, kept]);
    });

    it('wins over a url', async () => {
      const answer = await open().send(extract, photo, 'sent.jpg', { url: 'http://127.0.0.1:1/a.jpg' });
      expect((await answer.json()).fileName).toBe('sent.jpg');
    });

    it.each([
      ['nothing', null, undefined, 'missing-input'],
      ['an empty object', '{}', 'application/json', 'missing-input'],
      ['JSON cut short', '{"url":', 'application/json', 'malformed-body'],
      ['a raw body', 'bytes', 'image/jpeg', 'missing-input'],
      ['multipart without a boundary', '--b\r\n\r\n\r\n--b--', 'multipart/form-data', 'malformed-body'],
      ['multipart cut short', '--b\r\nContent-Disposi', 'multipart/form-data; boundary=b', 'malformed-body'],
      ['a url that is no text', '{"url":1}', 'application/json', 'malformed-body'],
    ])('is not in %s', async (_, body, type, code) => {
      for (const path of [extract, remove]) {
        const answer = await open().post(path, body, {
          'X-API-Key': key,
          ...(type && { 'Content-Type': type }),
        });
        await expectError(answer, 400, code, texts.parameters);
      }
    });
  });

  describe('a kept extraction', () => {
    it('is the same body again, with filename', async () => {
      const client = open();
      const first = await (await client.send(extract, photo)).json();
      for (const id of [first.uuid, first.uuid.toUpperCase()]) {
        const again = await client.ask(`${extract}/${id}`);
        expect(again.status).toBe(200);
        expectCommonHeaders(again);
        expect(await again.json()).toEqual({ ...first, filename: first.fileName });
      }
      const head = await client.ask(`${extract}/${first.uuid}`, { method: 'HEAD' });
      expect([head.status, await head.text()]).toEqual([200, '']);
    });

    it('is for who holds the uuid, and of keys for its own', async () => {
      const client = open();
      const { uuid } = await (await client.send(extract, photo)).json();
      const by = (name: string): Promise<Response> =>
        client.ask(`${extract}/${uuid}`, { headers: { 'X-API-Key': name } });
      expect((await by(key)).status).toBe(200);
      expect((await client.ask(`${extract}/${uuid}?key=${key}`)).status).toBe(200);
      await expectError(await by(otherKey), 404, 'extraction-not-found', texts.extraction);
      await expectError(await by('wrong'), 401, 'invalid-api-key', texts.key);
    });

    it.each([unknownUuid, 'not-a-uuid', '..%2f..%2fkeys', `${unknownUuid}0`])('is not at %s', async (id) => {
      await expectError(await open().ask(`${extract}/${id}`), 404, 'extraction-not-found', texts.extraction);
    });
  });
}
