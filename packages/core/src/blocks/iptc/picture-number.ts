// IPTC picture numbers (IPTC-NAA Digital Newsphoto Parameter Record 3:10): who made the picture, with what, when.
import { latinText } from '../../bytes/latin.js';
import { View } from '../../bytes/view.js';
import type { Value } from '../../tables/value.js';

/** Makers by their registered numbers, from 1 on. */
const makers = [
  'Associated Press, USA',
  'Eastman Kodak Co, USA',
  'Hasselblad Electronic Imaging, Sweden',
  'Tecnavia SA, Switzerland',
  'Nikon Corporation, Japan',
  'Coatsworth Communications Inc, Canada',
  'Agence France Presse, France',
  'T/One Inc, USA',
  'Associated Newspapers, UK',
  'Reuters London',
  'Sandia Imaging Systems Inc, USA',
  'Visualize, Spain',
];

/** Sixteen bytes as `2 (Eastman Kodak Co, USA), equip 1, 2005:01:31, no. 7`. */
export function printPictureNumber(bytes: Value): string {
  if (!(bytes instanceof Uint8Array) || bytes.length < 16) return '<format error>';
  if (bytes.subarray(0, 16).every((byte) => byte === 0)) return 'Unknown';
  const view = new View(bytes);
  const maker = view.u16(0);
  const name = makers[maker - 1];
  const date = latinText(bytes.subarray(6, 14)).replace(/(\d{4})(\d{2})(\d{2})/, '$1:$2:$3');
  return `${maker}${name ? ` (${name})` : ''}, equip ${view.u32(2)}, ${date}, no. ${view.u16(14)}`;
}
