// How a file of each format begins. They stand together, as all are asked for at once; HEIF's brands are in its folder.
import type { View } from '../bytes/view.js';
import { readHeader } from '../structures/tiff/header.js';

/** SOI and the first byte of a marker (ISO/IEC 10918-1 B.2.1). */
export function isJpeg(head: View): boolean {
  return head.has(0, 3) && head.u16(0) === 0xffd8 && head.u8(2) === 0xff;
}

/** PNG third edition section 5.2. */
export function isPng(head: View): boolean {
  return head.has(0, 8) && head.u32(0) === 0x89504e47 && head.u32(4) === 0x0d0a1a0a;
}

/** RFC 9649 section 2.4. */
export function isWebp(head: View): boolean {
  return head.has(0, 12) && head.fourcc(0) === 'RIFF' && head.fourcc(8) === 'WEBP';
}

/** GIF89a sections 17 and 18, the older version too: not without its screen descriptor. */
export function isGif(head: View): boolean {
  return head.has(0, 13) && /^GIF8[79]a$/.test(head.latin1(0, 6));
}

/** TIFF 6.0 section 2, BigTIFF, and the raw formats built on TIFF. */
export function isTiff(head: View): boolean {
  if (readHeader(head, 0) === undefined) return false;
  const littleEndian = head.u8(0) === 0x49;
  return isKnown(head.u16(2, littleEndian), littleEndian);
}

/** The numbers after the byte order: TIFF, BigTIFF, Panasonic, Olympus, DNG camera profile, HD Photo. */
function isKnown(magic: number, littleEndian: boolean): boolean {
  return [42, 43, 0x55, 0x4f52, 0x5352, 0x4352].includes(magic) || (littleEndian && (magic & 0xff) === 0xbc);
}

export const psdHeaderBytes = 26;
const psdVersionAt = 4;
const largeVersion = 2;

/** A Photoshop document, or a large one (PSB); Adobe Photoshop File Formats Specification, "File Header Section". */
export function isPsd(head: View): boolean {
  return head.has(0, psdHeaderBytes) && /^8BPS\0[\x01\x02]/.test(head.latin1(0, 6));
}

/** Whether lengths of large parts have eight bytes. */
export function isLarge(head: View): boolean {
  return head.u16(psdVersionAt) === largeVersion;
}

/** The header of a bitmap's file; the length of that of the picture follows. */
export const bmpHeaderBytes = 14;

const minBitmapHeader = 40;
const maxBitmapHeader = 1_000_000;

/** A Windows bitmap, by the length of its picture's header too: two letters say little. */
export function isBmp(head: View): boolean {
  if (!head.has(0, bmpHeaderBytes + 4) || head.latin1(0, 2) !== 'BM') return false;
  const length = head.u32(bmpHeaderBytes, true);
  return length === 12 || length === 16 || (length >= minBitmapHeader && length < maxBitmapHeader);
}

/** An icon or a cursor of Windows, with fewer than 256 pictures. */
export function isIco(head: View): boolean {
  if (!head.has(0, 6)) return false;
  const kind = head.u16(2, true);
  const count = head.u16(4, true);
  return head.u16(0, true) === 0 && (kind === 1 || kind === 2) && count > 0 && count < 256;
}

const maxXmpHead = 256;

const xmpStart =
  /^(?:\xfe\xff|\xff\xfe|\xef\xbb\xbf)?\s*(?:<\?xml\b[^>]*\?>\s*)?(?:<!--.*?-->\s*)*(?:<\?xpacket begin=|<x(?:mp)?:x[ma]pmeta|<rdf:RDF)/s;

/**
 * An XMP sidecar (ISO 16684-1, 7.3: a packet; also without its wrapper, or as an XML document), in any coding of
 * Unicode: without the zeros between its characters all are alike.
 */
export function isXmp(head: View): boolean {
  const text = head.latin1(head.start, Math.min(head.end, maxXmpHead));
  return text.includes('<') && xmpStart.test(text.replaceAll('\0', ''));
}

/** The first bytes of a JPEG XL codestream (ISO/IEC 18181-1). */
export const CODESTREAM = 0xff0a;

/** JPEG XL: a file of boxes, or a bare codestream (ISO/IEC 18181-2, section 4). */
export function isJxl(head: View): boolean {
  return isCodestream(head) || (head.has(0, 12) && head.fourcc(4) === 'JXL ' && head.u32(8) === 0x0d0a870a);
}

/** A codestream without boxes around it. */
export function isCodestream(head: View): boolean {
  return head.has(0, 2) && head.u16(0) === CODESTREAM;
}

/** Canon's raw files of the third kind: a file type box whose major brand is `crx `: pictures (CR3) and videos (CRM). */
export function isCr3(head: View): boolean {
  return head.has(0, 12) && head.fourcc(4) === 'ftyp' && head.fourcc(8) === 'crx ';
}

export const rafHeaderBytes = 0x94;
/** The shortest header of a RAF: the JPEG stands right behind it in the first versions. */
const minRafHeaderBytes = 0x70;

/** `FUJIFILMCCD-RAW`, or another word behind the maker's name. */
export function isRaf(head: View): boolean {
  return head.has(0, minRafHeaderBytes) && head.latin1(0, 8) === 'FUJIFILM';
}

const ciffHeadBytes = 14;

/** A Canon raw file of CIFF (specification 1.0 revision 4): a byte order, where its heap begins, and a signature. */
export function isCrw(head: View): boolean {
  return head.has(0, ciffHeadBytes) && /^(II|MM).{4}HEAP(CCDR|JPGM)/s.test(head.latin1(0, ciffHeadBytes));
}

const exvSignature = '\xff\x01Exiv2';
export const exvHeadBytes: number = exvSignature.length;

/** A file of Exiv2's. */
export function isExv(head: View): boolean {
  return head.has(0, exvHeadBytes) && head.latin1(0, exvHeadBytes) === exvSignature;
}

const kyocera = 'ARECOYK';
const kyoceraAt = 0x19;

/** A Kyocera raw file: the maker's name, spelled backwards as all texts of the header are. */
export function isKyocera(head: View): boolean {
  const end = kyoceraAt + kyocera.length;
  return head.has(kyoceraAt, end) && head.latin1(kyoceraAt, end) === kyocera;
}
