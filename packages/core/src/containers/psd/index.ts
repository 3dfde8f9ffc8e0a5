// Photoshop documents (Adobe Photoshop File Formats Specification): read, not written.
import { need } from '../../bytes/scan.js';
import type { BlockRef, Format } from '../../types.js';
import { isLarge, isPsd, psdHeaderBytes } from '../signatures.js';

/** The PSD and PSB container. */
export const psd: Format<'psd'> = {
  name: 'psd',
  match: isPsd,
  *scan(context) {
    let view = yield { start: 0, end: psdHeaderBytes + 4 };
    const large = isLarge(view);
    const picture = { width: view.u32(18), height: view.u32(14), bitsPerSample: view.u16(22) };
    const blocks: BlockRef[] = [
      { kind: 'psd', label: 'header', ranges: [{ start: 0, end: psdHeaderBytes }], path: 'psd' },
    ];
    // Colour data, image resources, layers: each a length and as many bytes.
    let at = psdHeaderBytes;
    if (view.has(at, at + 4)) {
      at += 4 + view.u32(at);
      view = yield* need(view, at, at + 4);
    }
    if (view.has(at, at + 4)) {
      const start = at + 4;
      at = start + view.u32(at);
      blocks.push({ kind: 'photoshop', ranges: [{ start, end: at }], path: 'psd/resources', usual: true });
      const label = large ? 'large-layers' : 'layers';
      blocks.push({
        kind: 'psd',
        label,
        ranges: [{ start: at, end: context.size ?? at }],
        path: `psd/${label}`,
      });
      view = yield* need(view, at, at + 1);
    }
    if (!view.has(at, at + 1)) context.warn('truncated', 'the file ends before its picture', view.end, 'psd');
    const end = context.size ?? at;
    return {
      fileType: {
        ...(large ? { type: 'PSB', extension: 'psb' } : { type: 'PSD', extension: 'psd' }),
        mimeType: 'application/vnd.adobe.photoshop',
      },
      picture,
      blocks,
      tail: { kind: 'trailer', ranges: [{ start: at, end }], path: 'psd/trailer' },
      imageData: at < end ? [{ start: at, end }] : [],
    };
  },
};
