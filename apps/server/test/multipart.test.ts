// Forms as clients really send them.
import { describe, expect, it } from 'vitest';
import { Capacity } from '../src/capacity.js';
import type { ReadBody } from '../src/input.js';
import { readMultipart } from '../src/multipart.js';

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const inChunks =
  (bytes: Uint8Array, size: number): ReadBody =>
  async (take) => {
    for (let at = 0; at < bytes.length; at += size) await take(bytes.slice(at, at + size));
  };

const read = async (
  body: Uint8Array,
  size = 65_536,
  type = 'multipart/form-data; boundary=b',
  maxFiles = 1,
) => {
  const receiving = { maxBytes: 1000, maxFiles, folder: undefined, capacity: new Capacity() };
  const { files, fields } = await readMultipart(inChunks(body, size), type, receiving);
  return { file: files[0], files, fields };
};

const part = (disposition: string, content = 'FAKE', ...headers: string[]): string =>
  ['--b', `Content-Disposition: form-data; ${disposition}`, ...headers, '', content, ''].join('\r\n');

async function codeOf(reading: Promise<unknown>): Promise<string> {
  return reading.then(
    () => 'read',
    (error: { status: number; code: string }) => `${error.status} ${error.code}`,
  );
}

describe('a file’s name', () => {
  it.each([
    ['name="file"; filename="a.jpg"', 'a.jpg'],
    ['NAME="file"; FileName="a.jpg"', 'a.jpg'],
    ['name=file; filename=a.jpg', 'a.jpg'],
    ['name="file" ; filename = "a b.jpg"', 'a b.jpg'],
    ['filename="a;b=c.jpg"; name="file"', 'a;b=c.jpg'],
    ['name="file";\r\n filename="folded.jpg"', 'folded.jpg'],
    ['name="file";\r\n\tfilename*=UTF-8\'\'%E6%97%A5.jpg', '日.jpg'],
    ['name="file"; filename="x.jpg"; filename*=utf-8\'en\'%E6%97%A5.jpg', '日.jpg'],
    ['name="file"; filename*=iso-8859-1\'\'caf%E9.jpg', 'café.jpg'],
    ['name="file"; filename*=utf-8\'\'%FF.jpg; filename="fallback.jpg"', 'fallback.jpg'],
    ['name="file"; filename="C:\\Users\\me\\photo.jpg"', 'photo.jpg'],
    ['name="file"; filename="C:\\\\Users\\\\me\\\\photo.jpg"', 'photo.jpg'],
    ['name="file"; filename="\\\\server\\share\\photo.jpg"', 'photo.jpg'],
    ['name="file"; filename="say \\"cheese\\".jpg"', 'say "cheese".jpg'],
    ['name="file"; filename="say %22cheese%22.jpg"', 'say "cheese".jpg'],
    ['name="file"; filename=""', 'file'],
  ])('of %s is %s', async (disposition, name) => {
    const { file } = await read(utf8(`${part(disposition)}--b--\r\n`));
    expect([file?.name, file?.size]).toEqual([name, 4]);
  });

  it('may be UTF-8 or Latin-1', async () => {
    const body = `${part('name="file"; filename="café.jpg"')}--b--`;
    expect((await read(utf8(body))).file?.name).toBe('café.jpg');
    expect((await read(latin1(body))).file?.name).toBe('café.jpg');
  });
});

describe('what counts as the file', () => {
  it.each([
    ['name="file"', ['Content-Type: application/octet-stream'], 'file'],
    ['name="file"', ['content-type: IMAGE/JPEG'], 'file'],
    ['name="FILE"; filename="a.jpg"', [], 'a.jpg'],
    ['name="file"', [], undefined],
    ['name="file"', ['Content-Type: text/plain; charset=utf-8'], undefined],
    ['name="photo"; filename="a.jpg"', [], undefined],
  ])('%s with %j', async (disposition, headers, name) => {
    const { file } = await read(utf8(`${part(disposition, 'FAKE', ...headers)}--b--`));
    expect(file?.name).toBe(name);
  });

  it('is not what was left empty; a file of no bytes is refused', async () => {
    expect((await read(utf8(`${part('name="file"; filename=""', '')}--b--`))).file).toBeUndefined();
    expect(await codeOf(read(utf8(`${part('name="file"; filename="a.jpg"', '')}--b--`)))).toBe(
      '400 empty-file',
    );
  });

  it('is the first of several, or all where so many are taken', async () => {
    const body = part('name="file"; filename="a.jpg"') + part('name="file"; filename="b.jpg"');
    const names = async (maxFiles: number): Promise<string[]> =>
      (await read(utf8(`${body}--b--`), 50, undefined, maxFiles)).files.map(({ name }) => name);
    expect(await names(1)).toEqual(['a.jpg']);
    expect(await names(20)).toEqual(['a.jpg', 'b.jpg']);
  });
});

describe('a body', () => {
  const content = 'FA\r\nKE\r\n--\r\n--c\r\n-\r\r\n--bb\r\n--b x\r\n\n--b';
  const body = utf8(
    `preamble\r\n of lines --b\r\n${part('name="url"', 'http://a/', 'X-Other: 1')}${part('name="file"; filename="a"', content).replace('--b', '--b \t')}--b--\r\nepilogue\r\n--b\r\nA: b\r\n\r\nnothing`,
  );

  it.each([1, 2, 3, 5, 7, 11, 64, 1000])('may come in pieces of %d bytes', async (size) => {
    const { file, fields } = await read(body, size);
    expect(new TextDecoder().decode(file?.source as Uint8Array)).toBe(content);
    expect([...fields]).toEqual([['url', 'http://a/']]);
  });

  it('may name its boundary in any way', async () => {
    for (const type of [
      'multipart/form-data; boundary="b"',
      'Multipart/Form-Data;charset=utf-8;Boundary=b',
      'multipart/form-data; BOUNDARY="b"; charset=utf-8',
    ]) {
      expect((await read(body, 50, type)).file?.name).toBe('a');
    }
  });

  it.each([
    ['cut short', part('name="file"; filename="a"')],
    ['without a boundary', 'FAKE'],
    ['of nothing', ''],
    ['of headers without end', `--b\r\n${'a'.repeat(20_000)}`],
    ['of too many parts', `${part('name="a"').repeat(33)}--b--`],
    ['with a field of 20,000 characters', `${part('name="url"', 'a'.repeat(20_000))}--b--`],
  ])('%s is malformed', async (_, text) => {
    expect(await codeOf(read(utf8(text)))).toBe('400 malformed-body');
  });

  it('with a file over the limit is too large', async () => {
    const large = `${part('name="file"; filename="a"', 'a'.repeat(1001))}--b--`;
    expect(await codeOf(read(utf8(large)))).toBe('413 body-too-large');
  });

  it('of nothing but line ends is walked in time', async () => {
    const start = Date.now();
    const bytes = utf8(`${part('name="other"; filename="a"', '\r'.repeat(8_000_000))}--b--`);
    await read(bytes);
    expect(Date.now() - start).toBeLessThan(5000);
  });
});
