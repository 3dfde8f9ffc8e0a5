// Photoshop's layers in TIFF against what ExifTool 13.59 prints of the same bytes.
import { expect, test } from 'vitest';
import { bytesOf, load, texts, u16, u32, wholeRef } from '../../../test/blocks.js';
import { photoshop } from './index.js';

const read = (bytes: Uint8Array) =>
  texts(load(photoshop, [wholeRef('photoshop-document', bytes, 'tiff/IFD0')], bytes).tags());

const padded = (data: Uint8Array) => bytesOf(data, new Array(-data.length & 3).fill(0));
const part = (key: string, data: Uint8Array) => bytesOf('8BIM', key, u32(data.length), padded(data));

function layer(
  mode: string,
  opacity: number,
  flags: number,
  name: string,
  ...more: Uint8Array[]
): Uint8Array {
  const extra = bytesOf(u32(0), u32(0), padded(bytesOf(name.length, name)), ...more);
  const settings = bytesOf('8BIM', mode, opacity, 0, flags, 0);
  return bytesOf(
    u32(1),
    u32(2),
    u32(30),
    u32(40),
    u16(1),
    new Array(6).fill(0),
    settings,
    u32(extra.length),
    extra,
  );
}

const head = 'Adobe Photoshop Document Data Block\0';
const layers = bytesOf(
  u16(0x10000 - 2),
  layer('norm', 255, 0, 'Ground'),
  layer('mul ', 128, 2, 'Top', part('luni', bytesOf(u32(1), u16(0x65e5))), part('lsct', bytesOf(u32(1)))),
);

test('names and settings of layers are lists with an item for each', () => {
  expect(read(bytesOf(head, part('Patt', bytesOf(1, 2, 3)), part('Layr', layers)))).toEqual({
    'Photoshop:LayerCount': '2',
    'Photoshop:LayerRectangles': ['1 2 30 40', '1 2 30 40'],
    'Photoshop:LayerBlendModes': ['Normal', 'Multiply'],
    'Photoshop:LayerOpacities': ['100%', '50%'],
    'Photoshop:LayerVisible': ['Yes', 'No'],
    'Photoshop:LayerNames': ['Ground', 'Top'],
    'Photoshop:LayerUnicodeNames': ['', '\u65e5'],
    'Photoshop:LayerSections': ['Layer', 'Folder (open)'],
  });
});

test('damage gives what is whole and never throws', () => {
  const whole = bytesOf(head, part('Layr', layers));
  for (let length = 0; length < whole.length; length++)
    expect(() => read(whole.slice(0, length))).not.toThrow();
  for (let at = head.length; at < whole.length; at++) {
    const bytes = whole.slice();
    bytes[at] = 0xff;
    expect(() => read(bytes)).not.toThrow();
  }
  expect(read(bytesOf('Adobe Photoshop Document Data V0003\0', part('Layr', layers)))).toEqual({});
});
