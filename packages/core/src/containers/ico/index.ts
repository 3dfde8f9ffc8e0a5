// Icons and cursors of Windows (ICONDIR, ICONDIRENTRY): read, not written.
import { need } from '../../bytes/scan.js';
import type { BlockRef, Format } from '../../types.js';
import { isIco } from '../signatures.js';

const headerBytes = 6;
const entryBytes = 16;
const icons = 1;

/** The ICO container. */
export const ico: Format<'ico'> = {
  name: 'ico',
  match: isIco,
  *scan(context) {
    const head = yield { start: 0, end: headerBytes };
    const isIcon = head.u16(2, true) === icons;
    const count = head.u16(4, true);
    const view = yield* need(head, 0, headerBytes + count * entryBytes);
    const blocks: BlockRef[] = [
      { kind: 'bitmap', label: 'icons', ranges: [{ start: 0, end: headerBytes }], path: 'ico' },
    ];
    const imageData: { start: number; end: number }[] = [];
    for (let i = 0; i < count; i++) {
      const start = headerBytes + i * entryBytes;
      const end = start + entryBytes;
      if (!view.has(start, end)) {
        context.warn('truncated', 'the file ends within its list of pictures', view.end, 'ico');
        break;
      }
      const label = isIcon ? 'icon' : 'cursor';
      blocks.push({ kind: 'bitmap', label, ranges: [{ start, end }], path: `ico/${i}`, aside: i > 0 });
      const from = view.u32(start + 12, true);
      imageData.push({ start: from, end: from + view.u32(start + 8, true) });
    }
    return {
      fileType: isIcon
        ? { type: 'ICO', extension: 'ico', mimeType: 'image/x-icon' }
        : { type: 'CUR', extension: 'cur', mimeType: 'image/x-cursor' },
      picture: imageData.length > 0 ? { width: view.u8(6) || 256, height: view.u8(7) || 256 } : {},
      blocks,
      imageData,
    };
  },
};
