// Computed tags about the picture: its size and its mosaic.
import { fixed } from '../present/exposure.js';
import { perlNumber } from '../present/number.js';
import { plain } from '../present/plain.js';
import { type CompositeTag, type Computed, sameText } from './definition.js';
import type { Lookup } from './lookup.js';

export const pictureComposites: readonly CompositeTag[] = [
  {
    name: 'ImageWidth',
    needs: ['SensorLeftBorder'],
    compute: (tags) => between(tags, 'SensorLeftBorder', 'SensorRightBorder'),
  },
  {
    name: 'ImageHeight',
    needs: ['SensorTopBorder'],
    compute: (tags) => between(tags, 'SensorTopBorder', 'SensorBottomBorder'),
  },
  {
    name: 'PreviewImageSize',
    needs: ['PreviewImageWidth'],
    compute(tags) {
      const [width, height] = [tags.value('PreviewImageWidth'), tags.value('PreviewImageHeight')];
      return width === undefined || height === undefined ? undefined : sameText(`${width}x${height}`);
    },
  },
  {
    name: 'ImageSize',
    compute(tags, { type }) {
      const raw = tags.value('RawImageCroppedSize');
      if (typeof raw === 'string') return { value: raw, text: raw.replaceAll(' ', 'x') };
      const cropped = /^(CR2|Canon 1D RAW|IIQ|EIP)$/.test(type) && tags.number('ExifImageWidth');
      const prefix = cropped && tags.number('ExifImageHeight') ? 'Exif' : '';
      const width = tags.number(`${prefix}ImageWidth`);
      const height = tags.number(`${prefix}ImageHeight`);
      if (width === undefined || height === undefined) return undefined;
      return { value: `${width} ${height}`, text: `${width}x${height}` };
    },
  },
  {
    name: 'Megapixels',
    needs: ['ImageSize'],
    compute(tags) {
      const size = tags.value('Composite:ImageSize');
      if (typeof size !== 'string') return undefined;
      const space = size.indexOf(' ');
      const value = (Number(size.slice(0, space)) * Number(size.slice(space + 1))) / 1e6;
      return { value, text: fixed(value, value >= 1 ? 1 : value >= 0.001 ? 3 : 6) };
    },
  },
  {
    name: 'CFAPattern',
    needs: ['CFARepeatPatternDim'],
    compute(tags) {
      const size = tags.value('CFARepeatPatternDim');
      const pattern = tags.value('CFAPattern2');
      if (size === undefined || pattern === undefined) return undefined;
      const [rows = 0, columns = 0] = String(plain(size)).split(' ').map(Number);
      const cells = String(plain(pattern)).split(' ').map(Number);
      if (cells.length !== rows * columns || cells.length === 0)
        return { value: '?', text: '<truncated data>' };
      const colors = ['Red', 'Green', 'Blue', 'Cyan', 'Magenta', 'Yellow', 'White'];
      const lines = Array.from({ length: rows }, (_, row) =>
        cells.slice(row * columns, (row + 1) * columns).map((cell) => colors[cell] ?? 'Unknown'),
      );
      return {
        value: `${rows} ${columns} ${cells.map(perlNumber).join(' ')}`,
        text: lines.map((line) => `[${line.join(',')}]`).join(''),
      };
    },
  },
];

/** The size between two borders of the sensor, which Panasonic's raw files state. */
function between(tags: Lookup, from: string, to: string): Computed | undefined {
  const [first, last] = [tags.number(`IFD0:${from}`), tags.number(`IFD0:${to}`)];
  return first === undefined || last === undefined ? undefined : sameText(perlNumber(last - first));
}
