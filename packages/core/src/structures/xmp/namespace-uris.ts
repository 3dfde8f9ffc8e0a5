// Namespaces by URI and the prefixes ExifTool knows them by (XMP specification parts 1 and 2, and each
// schema's own documentation).

/** A line a namespace: `prefix URI`, or `prefix URI family-1-prefix` where the tags' group is another. */
export const namespaceUris: string = `aux http://ns.adobe.com/exif/1.0/aux/
album http://ns.adobe.com/album/1.0/
cc http://creativecommons.org/ns#
crd http://ns.adobe.com/camera-raw-defaults/1.0/
crs http://ns.adobe.com/camera-raw-settings/1.0/
crss http://ns.adobe.com/camera-raw-saved-settings/1.0/
dc http://purl.org/dc/elements/1.1/
exif http://ns.adobe.com/exif/1.0/
exifEX http://cipa.jp/exif/1.0/
iX http://ns.adobe.com/iX/1.0/
pdf http://ns.adobe.com/pdf/1.3/
pdfx http://ns.adobe.com/pdfx/1.3/
photoshop http://ns.adobe.com/photoshop/1.0/
rdf http://www.w3.org/1999/02/22-rdf-syntax-ns#
rdfs http://www.w3.org/2000/01/rdf-schema#
stDim http://ns.adobe.com/xap/1.0/sType/Dimensions#
stEvt http://ns.adobe.com/xap/1.0/sType/ResourceEvent#
stFnt http://ns.adobe.com/xap/1.0/sType/Font#
stJob http://ns.adobe.com/xap/1.0/sType/Job#
stRef http://ns.adobe.com/xap/1.0/sType/ResourceRef#
stVer http://ns.adobe.com/xap/1.0/sType/Version#
stMfs http://ns.adobe.com/xap/1.0/sType/ManifestItem#
stCamera http://ns.adobe.com/photoshop/1.0/camera-profile
crlcp http://ns.adobe.com/camera-raw-embedded-lens-profile/1.0/
tiff http://ns.adobe.com/tiff/1.0/
x adobe:ns:meta/
xmpG http://ns.adobe.com/xap/1.0/g/
xmpGImg http://ns.adobe.com/xap/1.0/g/img/
xmp http://ns.adobe.com/xap/1.0/
xmpBJ http://ns.adobe.com/xap/1.0/bj/
xmpDM http://ns.adobe.com/xmp/1.0/DynamicMedia/
xmpMM http://ns.adobe.com/xap/1.0/mm/
xmpRights http://ns.adobe.com/xap/1.0/rights/
xmpNote http://ns.adobe.com/xmp/note/
xmpTPg http://ns.adobe.com/xap/1.0/t/pg/
xmpidq http://ns.adobe.com/xmp/Identifier/qual/1.0/
xmpPLUS http://ns.adobe.com/xap/1.0/PLUS/
panorama http://ns.adobe.com/photoshop/1.0/panorama-profile
dex http://ns.optimasc.com/dex/1.0/
mediapro http://ns.iview-multimedia.com/mediapro/1.0/
expressionmedia http://ns.microsoft.com/expressionmedia/1.0/
Iptc4xmpCore http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/ iptcCore
Iptc4xmpExt http://iptc.org/std/Iptc4xmpExt/2008-02-29/ iptcExt
MicrosoftPhoto http://ns.microsoft.com/photo/1.0 microsoft
MP1 http://ns.microsoft.com/photo/1.1
MP http://ns.microsoft.com/photo/1.2/
MPRI http://ns.microsoft.com/photo/1.2/t/RegionInfo#
MPReg http://ns.microsoft.com/photo/1.2/t/Region#
lr http://ns.adobe.com/lightroom/1.0/
DICOM http://ns.adobe.com/DICOM/
drone-dji http://www.dji.com/drone-dji/1.0/
svg http://www.w3.org/2000/svg
et http://ns.exiftool.org/1.0/
plus http://ns.useplus.org/ldf/xmp/1.0/
prism http://prismstandard.org/namespaces/basic/2.0/
prl http://prismstandard.org/namespaces/prl/2.1/
pur http://prismstandard.org/namespaces/prismusagerights/2.1/
pmi http://prismstandard.org/namespaces/pmi/2.2/
prm http://prismstandard.org/namespaces/prm/3.0/
acdsee http://ns.acdsee.com/iptc/1.0/
acdsee-rs http://ns.acdsee.com/regions/
digiKam http://www.digikam.org/ns/1.0/
swf http://ns.adobe.com/swf/1.0/
cell http://developer.sonyericsson.com/cell/1.0/
aas http://ns.apple.com/adjustment-settings/1.0/
mwg-rs http://www.metadataworkinggroup.com/schemas/regions/
mwg-kw http://www.metadataworkinggroup.com/schemas/keywords/
mwg-coll http://www.metadataworkinggroup.com/schemas/collections/
stArea http://ns.adobe.com/xmp/sType/Area#
extensis http://ns.extensis.com/extensis/1.0/
ics http://ns.idimager.com/ics/1.0/
fpv http://ns.fastpictureviewer.com/fpv/1.0/
creatorAtom http://ns.adobe.com/creatorAtom/1.0/
apple-fi http://ns.apple.com/faceinfo/1.0/
GAudio http://ns.google.com/photos/1.0/audio/
GImage http://ns.google.com/photos/1.0/image/
GPano http://ns.google.com/photos/1.0/panorama/
GSpherical http://ns.google.com/videos/1.0/spherical/
GDepth http://ns.google.com/photos/1.0/depthmap/
GFocus http://ns.google.com/photos/1.0/focus/
GCamera http://ns.google.com/photos/1.0/camera/
GCreations http://ns.google.com/photos/1.0/creations/
dwc http://rs.tdwg.org/dwc/index.htm
GettyImagesGIFT http://xmp.gettyimages.com/gift/1.0/ getty
LImage http://ns.leiainc.com/photos/1.0/image/
Profile http://ns.google.com/photos/dd/1.0/profile/
sdc http://ns.nikon.com/sdc/1.0/
ast http://ns.nikon.com/asteroid/1.0/
nine http://ns.nikon.com/nine/1.0/
hdr_metadata http://ns.adobe.com/hdr-metadata/1.0/ hdr
hdrgm http://ns.adobe.com/hdr-gain-map/1.0/
xmpDSA http://leica-camera.com/digital-shift-assistant/1.0/
seal http://ns.seal/2024/1.0/
GContainer http://ns.google.com/photos/1.0/container/
HDRGainMap http://ns.apple.com/HDRGainMap/1.0/
apdi http://ns.apple.com/pixeldatainfo/1.0/`;

/** Family 1 prefixes of namespaces that are told by their prefix only: `prefix family-1-prefix`. */
export const groupAliases: string = `photomechanic photomech
prismusagerights pur`;
