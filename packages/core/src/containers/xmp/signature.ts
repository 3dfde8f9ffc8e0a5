// How an XMP sidecar begins (ISO 16684-1, 7.3: a packet; also without its wrapper, or as an XML document).
import type { View } from '../../bytes/view.js';

const maxHead = 256;

const start =
  /^(?:\xfe\xff|\xff\xfe|\xef\xbb\xbf)?\s*(?:<\?xml\b[^>]*\?>\s*)?(?:<!--.*?-->\s*)*(?:<\?xpacket begin=|<x(?:mp)?:x[ma]pmeta|<rdf:RDF)/s;

/** XMP by itself, in any coding of Unicode: without the zeros between its characters all are alike. */
export function isXmp(head: View): boolean {
  const text = head.latin1(head.start, Math.min(head.end, maxHead));
  return text.includes('<') && start.test(text.replaceAll('\0', ''));
}
