// Every format at hand, a line each: what `exifkit/parts` gives, and what cannot wait for one to be fetched stands on.
export { bmp } from '../containers/bmp/index.js';
export { cr3 } from '../containers/cr3/index.js';
export { crw } from '../containers/crw/index.js';
export { exv } from '../containers/exv/index.js';
export { gif } from '../containers/gif/index.js';
export { heif } from '../containers/heif/index.js';
export { ico } from '../containers/ico/index.js';
export { jpeg } from '../containers/jpeg/index.js';
export { jxl } from '../containers/jxl/index.js';
export { kyocera } from '../containers/kyocera/index.js';
export { png } from '../containers/png/index.js';
export { psd } from '../containers/psd/index.js';
export { raf } from '../containers/raf/index.js';
export { tiff } from '../containers/tiff/index.js';
export { webp } from '../containers/webp/index.js';
export { xmpFile } from '../containers/xmp/index.js';
