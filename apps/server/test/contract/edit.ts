// POST /api/v1/edit, and the view that extract gives of all standards.
import { describe, expect, it } from 'vitest';
import { judged } from '../../../../test/exiftool.js';
import { type Client, expectError, expectMade, fixture, madeFile, paths, texts } from './client.js';

const { extract, edit } = paths;
const photo = fixture('jpeg-all-blocks.jpg');

export function testEdit(open: () => Client): void {
  const send = async (
    changes: unknown,
    fields: Record<string, string> = {},
    file = photo,
  ): Promise<Response> =>
    open().send(edit, file, 'photo.jpg', { changes: JSON.stringify(changes), ...fields });
  const bytesOf = (answer: Response): Promise<Uint8Array<ArrayBuffer>> => madeFile(answer, open());

  describe('an edit', () => {
    it('answers as a removal does', async () => {
      const client = open();
      const answer = await send({ exif: { Artist: 'Ana' } });
      await expectMade(answer, client);
    });

    it('sets and deletes what was asked for, as ExifTool sees it, and tells of it', async () => {
      const answer = await send(
        { common: { title: 'Laut', keywords: ['Ω'] }, exif: { Copyright: null } },
        { report: '1' },
      );
      const { report } = await answer.clone().json();
      expect(report.tags).toContainEqual(
        expect.objectContaining({ group: 'XMP-dc', name: 'Title', after: 'Laut' }),
      );
      const after = judged(await bytesOf(answer));
      expect(after).toMatchObject({ 'XMP-dc:Title': 'Laut', 'XMP-dc:Subject': 'Ω' });
      expect(after).not.toHaveProperty(['IFD0:Copyright']);
      expect(after['IFD0:Make']).toBe(judged(photo)['IFD0:Make']);
    });

    it('refuses what is no document, and other parameters', async () => {
      const client = open();
      await expectError(await client.send(edit, photo), 400, 'invalid-parameter', texts.parameters);
      for (const changes of ['{', '[]', '1', 'null'])
        await expectError(
          await client.send(edit, photo, 'photo.jpg', { changes }),
          400,
          'invalid-parameter',
          texts.parameters,
        );
      await expectError(await send({}, { keep: 'icc' }), 400, 'unknown-parameter', texts.parameters);
    });

    it('says what would be right', async () => {
      const answer = await send({ exif: { Artits: 'Ana' } });
      expect([answer.status, answer.headers.get('x-error-code')]).toEqual([422, 'not-writable']);
      expect((await answer.json()).error).toContain('"Artist"');
    });

    it('shows what all standards say, where that is asked for', async () => {
      const client = open();
      const bytes = await bytesOf(
        await send({ common: { title: 'Laut', date: '2024-05-01T10:11:12+07:00' } }),
      );
      const { metadata } = await (await client.send(`${extract}?fields=common`, bytes)).json();
      expect(metadata).toEqual({
        common: expect.objectContaining({ title: 'Laut', taken: '2024-05-01T10:11:12+07:00' }),
      });
      const whole = await (await client.send(extract, bytes)).json();
      expect(whole.metadata).not.toHaveProperty('common');
      const one = await (await client.send(`${extract}?fields=common.taken`, bytes)).json();
      expect(one.metadata).toEqual({ common: { taken: '2024-05-01T10:11:12+07:00' } });
    });
  });
}
