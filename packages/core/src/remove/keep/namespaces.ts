// Namespaces of the properties that EXIF and IPTC have a counterpart of (XMP part 2; IPTC Core).
export const dcUri = 'http://purl.org/dc/elements/1.1/';
export const xmpUri = 'http://ns.adobe.com/xap/1.0/';
export const xmpRightsUri = 'http://ns.adobe.com/xap/1.0/rights/';
export const exifUri = 'http://ns.adobe.com/exif/1.0/';
export const photoshopUri = 'http://ns.adobe.com/photoshop/1.0/';
