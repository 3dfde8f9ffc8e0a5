// Namespaces of the properties that EXIF and IPTC have a counterpart of (XMP part 2; IPTC Core).
export const dc = 'http://purl.org/dc/elements/1.1/';
export const xmp = 'http://ns.adobe.com/xap/1.0/';
export const xmpRights = 'http://ns.adobe.com/xap/1.0/rights/';
export const exif = 'http://ns.adobe.com/exif/1.0/';
export const photoshop = 'http://ns.adobe.com/photoshop/1.0/';
