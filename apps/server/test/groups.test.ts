import { expect, it } from 'vitest';
import type { Tag } from '../src/engine.js';
import { attachment, cleanFileName, fileNameOfUrl, withExtension } from '../src/file-name.js';
import { type Group, groupTags } from '../src/groups.js';

const file = { name: 'a.jpg', size: 5, mimeType: 'image/jpeg' };

function grouped(...tags: [family: string, group: string, name: string, text: Tag['text']][]): Group {
  const all = tags.map(([family, group, name, text]) => ({ family, group, name, text, value: text }));
  return JSON.parse(JSON.stringify(groupTags(all, file))) as Group;
}

it.each([
  ['EXIF', 'IFD0', ['exif']],
  ['EXIF', 'ExifIFD', ['exif']],
  ['EXIF', 'InteropIFD', ['exif']],
  ['EXIF', 'IFD1', ['thumbnail']],
  ['EXIF', 'IFD2', ['ifd2']],
  ['EXIF', 'SubIFD1', ['subIFD1']],
  ['EXIF', 'GPS', ['gps']],
  ['IPTC', 'IPTC2', ['iptc']],
  ['XMP', 'XMP-drone-dji', ['xmp', 'drone-dji']],
  ['ICC_Profile', 'ICC-header', ['icc']],
  ['Photoshop', 'Photoshop', ['photoshop']],
  ['JFIF', 'JFIF', ['jfif']],
  ['PNG', 'PNG-pHYs', ['png']],
  ['QuickTime', 'Track1', ['quickTime']],
  ['MakerNotes', 'CanonCustom', ['makerNotes', 'CanonCustom']],
  ['Composite', 'Composite', ['composite']],
  ['File', 'File', ['File']],
  ['APP14', 'Adobe', ['app14']],
  ['PrintIM', 'PrintIM', ['printIM']],
  ['RIFF', 'RIFF', ['riff']],
  ['MPF', 'MPImage1', ['mpf']],
])('%s:%s goes to %j', (family, group, path) => {
  const metadata = grouped([family, group, 'Some', 'x']);
  const found = path.reduce<Group>((inner, name) => inner[name] as Group, metadata);
  expect(found['Some']).toBe('x');
});

it('leaves out groups without tags', () => {
  expect(grouped()).toEqual({ File: { Name: 'a.jpg', Size: 5, Type: 'image/jpeg' } });
});

it('keeps lists and structures, and the file’s own facts', () => {
  const metadata = grouped(
    ['XMP', 'XMP-dc', 'Subject', ['a', 'b']],
    ['XMP', 'XMP-xmpMM', 'History', [{ Action: 'saved', When: '2024' }]],
    ['File', 'File', 'Size', 'forged'],
    ['File', 'File', 'MIMEType', 'image/jpeg'],
  );
  expect(metadata['xmp']).toEqual({
    dc: { Subject: ['a', 'b'] },
    xmpMM: { History: [{ Action: 'saved', When: '2024' }] },
  });
  expect(metadata['File']).toEqual({ Name: 'a.jpg', Size: 5, Type: 'image/jpeg', MIMEType: 'image/jpeg' });
});

it('of equal names takes the first place, and there the last', () => {
  const metadata = grouped(
    ['EXIF', 'IFD0', 'Software', 'one'],
    ['EXIF', 'IFD0', 'Software', 'two'],
    ['EXIF', 'ExifIFD', 'Software', 'three'],
  );
  expect(metadata['exif']).toEqual({ Software: 'two' });
});

it('takes no name for more than a name', () => {
  const metadata = grouped(['XMP', 'XMP-__proto__', '__proto__', 'x'], ['XMP', 'XMP-a', 'constructor', 'y']);
  expect(Object.keys(metadata['xmp'] as Group)).toEqual(['__proto__', 'a']);
  expect(({} as Group)['x']).toBeUndefined();
});

it('gives the two IPTC names of the document', () => {
  const metadata = grouped(['IPTC', 'IPTC', 'By-line', ['a', 'b']], ['IPTC', 'IPTC', 'CopyrightNotice', 'c']);
  expect(metadata['iptc']).toMatchObject({ Creator: ['a', 'b'], Copyright: 'c' });
});

it.each([
  ['a.jpg', 'a.jpg'],
  ['C:\\photos\\a.jpg', 'a.jpg'],
  ['/etc/', 'file'],
  ['..', 'file'],
  ['\u0000\r\n', 'file'],
  [`${'é'.repeat(300)}.jpeg`, `${'é'.repeat(195)}.jpeg`],
  [`a${'🌋'.repeat(300)}`, `a${'🌋'.repeat(199)}`],
])('cleans the name %j', (name, clean) => {
  expect(cleanFileName(name)).toBe(clean);
});

it.each([
  ['https://a.example/b/c.jpg?d#e', 'c.jpg'],
  ['https://a.example/', 'file'],
  ['https://a.example/%E6%97%A5.jpg', '日.jpg'],
  ['https://a.example/..%2f..%2fx.jpg', 'x.jpg'],
  ['https://a.example/%ff.jpg', '%ff.jpg'],
])('names the file of %s', (url, name) => {
  expect(fileNameOfUrl(url)).toBe(name);
});

it.each([
  ['a.jpg', 'image/jpeg', 'a.jpg'],
  ['a.JPEG', 'image/jpeg', 'a.JPEG'],
  ['a.svg', 'image/png', 'a.svg.png'],
  ['a', 'image/heic', 'a.heic'],
  ['a.html', 'image/unheard-of', 'a.html.bin'],
])('hands %s as %s out as %s', (name, type, out) => {
  expect(withExtension(name, type)).toBe(out);
});

it('escapes names in Content-Disposition', () => {
  expect(attachment(`a'(1)*".jpg`)).toBe(
    `attachment; filename="a'(1)*_.jpg"; filename*=UTF-8''a%27%281%29%2A%22.jpg`,
  );
});
