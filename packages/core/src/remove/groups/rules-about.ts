// What groups say of what a picture shows and whose it is: places, persons, captions, creators, rights.
import {
  anything,
  colourProfile,
  facesFound,
  fonts,
  namesOfThings,
  placesInPictures,
  presets,
} from './exclusions.js';
import type { GroupRule } from './rules.js';

type Group = 'gps' | 'place' | 'persons' | 'captions' | 'creator' | 'copyright';

export const aboutPicture: { readonly [group in Group]: GroupRule } = {
  gps: {
    claims: [
      { words: /\bgps|\bgeo(tag\w*|tate|code|location|graphic|tiff)?\b|latitudes?\b|long?t?itudes?\b/ },
      { words: /\b(lat|lon|lng|altitude|coordinates?|pla?us code|what 3 words)\b/ },
      { words: anything, where: /:GPS$|^GeoTiff:|^XMP:XMP-(geo|cell|ast|GeoTate|geotate)$/i },
      // where a drone is, and what its range finder aims at
      { words: /^(rtk|lrf|home|take ?off|way ?point|target)\b|height/, where: /^XMP:XMP-drone/ },
      { words: /^(mav|camera trajectory)\b|\b(ecef|utm|mgrs)\b/ },
      { words: /^(pixel scale|intergraph matrix|model tie ?point|model transform)$/, where: /^EXIF:/ },
      { words: /\b(location|place)\b/, where: /^QuickTime:/ },
      { words: /^location info|^baro/, where: /^MakerNotes:/ },
      { words: /^elevation$/ },
      { words: /^earth pos/, where: /^XMP:XMP-Device$/ },
    ],
    excludes: [
      placesInPictures,
      { words: /^iso speed latitude/, because: 'how much an exposure may be off' },
      {
        words: /^global altitude$/,
        where: /^Photoshop:/,
        because: 'where the light of layer effects comes from',
      },
      { words: /^window location$/, because: 'where a window stands on a screen' },
      { words: /^geometric distortion/, because: 'how a lens draws' },
      { words: /^af coordinates/, because: 'whether focus points are told' },
      {
        words: /\belevation angle$|^geological\b/,
        because: 'how the camera was held, or what is underground',
      },
      colourProfile,
      presets,
    ],
  },
  place: {
    claims: [
      {
        words:
          /\b(city|cities|country|province|sub ?locations?|landmarks?|location|coverage|town|venue|world region)\b/,
      },
      { words: /^(state|places?|point of interest|poi)$|\bplace names?\b|^geographic region/ },
      { words: anything, where: /^XMP:XMP-GeoTate$/ },
      {
        words: /\b(higher geography|continent|county|island|locality|municipality|water body)\b/,
        where: /^XMP:XMP-dwc$/,
      },
    ],
    excludes: [
      placesInPictures,
      { words: /\b(creator|ci ?adr|licensor|contact)\b/, because: 'where somebody can be written to' },
      {
        words: /\bsubject location\b|\b(point|area|frame|face|focus|crop|track\w*) location\b/,
        because: 'a point in the picture',
      },
      { words: /^window location$/, because: 'where a window stands on a screen' },
      { words: /^apple store country$/, because: 'the shop that sold a song' },
      {
        words: /^(geography|temporal coverage|border location)\b/,
        because: 'where rights hold, a span of time, a side of the picture',
      },
      { words: /^world time location$/, where: /^MakerNotes:/, because: 'which of two clocks counts' },
      {
        words: /^(image|strip|raw|tile|data|file|box|preview)\b.*\blocation\b/,
        because: 'where bytes stand in a file',
      },
      colourProfile,
      presets,
    ],
  },
  persons: {
    claims: [
      {
        words:
          /\b(persons?|people|personality|personalities|baby|pets?|patients?|physician|speaker|models? releases?)\b/,
      },
      {
        words:
          /\bface \d* ?(name|birthday|category|id)\b|\bfaces? (names?|ids?|recognized)\b|recognized face/,
      },
      {
        words:
          /^(acd ?see )?region (name|description|see also|bar code|person)|^image region (name|description)/,
      },
      { words: /\bregion .*\b(display name|e ?mail|live id|source id)\b/ },
      { words: /model (age|info\w*)|minor model|additional model/, where: /^XMP:/ },
      { words: /^starring$/, where: /^RIFF:/ },
      { words: /^(display name|subject names?)$/, where: /^MakerNotes:|^QuickTime:/ },
    ],
    excludes: [
      {
        words: /^model release year$/,
        where: /^MakerNotes:/,
        because: 'when the model of the camera came out',
      },
      facesFound,
      namesOfThings,
      { words: / name$/, where: /^Leaf:/, because: 'the name of a setting or of a file' },
      { words: /^image name$/, where: /^MakerNotes:Google$/, because: 'the name of a thing' },
      presets,
    ],
  },
  captions: {
    claims: [
      { words: /\b(titles?|descriptions?|descr|caption\w*|keywords?|headline|user ?comments?|comments?)\b/ },
      { words: /\b(instructions|categor(y|ies)|alt text|nickname|annotations?|disclaimer|story|summary)\b/ },
      {
        words:
          /^(label|event|warning|png warning|notes|subject|subjects|object name|document name|page name)$/,
      },
      {
        words:
          /\b(hierarchical subject|weighted flat subject|tags list|subject (code|reference)|catalog sets|collections?)\b/,
      },
      {
        words:
          /^(event|shown event|scene|genre|intellectual genre|opus|dopesheet|about|controlled vocabulary|headline)\b/,
        where: /^XMP:XMP-iptc/,
      },
      {
        words: /^(event|event alias|organization|object|teaser|genre|industry|keyword)$/,
        where: /^XMP:XMP-(prism|prl|pmi|mediapro|expressionmedia)$/,
      },
      {
        words: /^(information|info|name|album|lyrics|subtitle|user collection|grouping)$/,
        where: /^QuickTime:/,
      },
      { words: /^(album|name|places|people)$/, where: /^XML:|^APP\d+:|:MediaJukebox$/ },
      { words: /^(pm tags|tag structure|keyword info|user fields|rich text comment)/, where: /^XMP:/ },
      { words: /^(gdal metadata|document notes|local caption|rasterized caption)$|^xp subject$/ },
      { words: /\b(organi[sz]ation|product) in image\b/, where: /^XMP:/ },
      {
        words: /^text layers?\b|^layer (unicode )?names$|^layer (text|name)\b/,
        where: /^(XMP:XMP-photoshop|Photoshop:Photoshop)$/,
      },
      { words: /^data on screen region text$|^AI ?prompt information$/i, where: /^XMP:XMP-iptcExt$/ },
      {
        words: /^(album|genre|lyrics|markers name|project name|shot name|scene)$/,
        where: /^XMP:XMP-(xmpDM|PixelLive)$/,
      },
      { words: /\b(remarks|field notes)$/, where: /^XMP:XMP-dwc$/ },
      { words: /^((secondary )?genre|product|more info text)$/, where: /^RIFF:/ },
      { words: /^user label$/, where: /^MakerNotes:/ },
      { words: /^meas \d+ label$|^(label|value) \d$/, where: /^APP1:FLIR$/ },
    ],
    excludes: [
      {
        words:
          /\b(settings?|development type|profile|color|space|filter|device|lens|copyright|rights|licens\w*|usage|artwork copyright)\b.*\bdescription\b|^color component/,
        because: 'describes a device or a setting',
      },
      {
        words: /^(by line title|caption writer|captions author names)$/,
        because: 'of the author: in `creator`',
      },
      {
        words: /\blink category$|^media summary code$|^film category$|^closed caption track$/,
        because: 'a class of a file, a licence, a film or a track',
      },
      { words: /^handler\b/, where: /^QuickTime:/, because: 'what a program calls a track' },
      {
        words: /^(category|summary text)$/,
        where: /^MakerNotes:/,
        because: 'the kind of a game picture, and what a program did with the raw data',
      },
      { words: /^categories$/, where: /^MakerNotes:/, because: 'the kind of scene that the camera found' },
      { words: /\bthumbnail (description)$/, because: 'of the thumbnail, with which it goes' },
      {
        words:
          /\bsubject (distance|area|location|program|motion|detect\w*|track\w*|switch\w*|to detect|range)/,
        because: 'what the focus is on',
      },
      {
        words: /\bcomments? ?(encoding|format|set|time)\b|^attach comment$/,
        because: 'how a comment is written',
      },
      {
        words: /^(slices group name|recording title|clipping path name|alpha channels names)$/,
        because: 'names a part of the picture',
      },
      colourProfile,
      presets,
      fonts,
    ],
  },
  creator: {
    claims: [
      {
        words:
          /\b(artists?|authors?|creators?|by ?lines?|photographers?|owners?|credits?|credit line|contributors?)\b/,
      },
      {
        words:
          /\b(image editor|writer editor|caption writer|contact|e ?mail|telephone|phone number|attribution|image supplier|last author|authors position)\b/,
      },
      {
        words:
          /\b(composer|conductor|performers?|lyricist|producers?|directors?|narrator|arranger|soloist|song writer|executive producer|publishers?|musician|engineer)\b/,
        where: /^QuickTime:|^XMP:XMP-(xmpDM|dc|pdf|prism)$/,
      },
      {
        words:
          /\b(written|produced|edited|distributed|ripped|music) by$|^(engineer|technician|cinematographer|(production|costume) designer|production studio|commissioned|organization|source)$/,
        where: /^RIFF:/,
      },
      { words: /^metadata last editor\b/, where: /^XMP:/ },
      { words: /^ci ?adr|^(user|owner|photographer|operator|camera owner) ?(name|id)?$|\bwriter name\b/ },
      { words: /\b(modifier|manager)\b/, where: /^XMP:XMP-xmpMM$/ },
      { words: /^(client( name)?|approved by|routed to)$/, where: /^XMP:XMP-(extensis|xmpDM)$/ },
      { words: /\b(identified|recorded|edited) by$/, where: /^XMP:XMP-dwc$/ },
      { words: /^(authorship|scan operator ID|service organization name)$/i, where: /^FlashPix:/ },
    ],
    excludes: [
      {
        words: /\bcreator ?(tool|app|open|version|software|atom)|\b(creator|author) (tool|app|program)\b/,
        because: 'the program that wrote the file',
      },
      {
        words: /\b(copyright|licensor|rights) owner|\blicensor\b/,
        because: 'who holds the rights, in `copyright`',
      },
      {
        words: /^(producer|creator)$/,
        where: /^XMP:XMP-pdfx?$/,
        because: 'the program that wrote the document',
      },
      { words: /^(region person|credit line req)/, because: 'of a person shown, or a term of the licence' },
      { words: /^camera profiles\b/, because: 'of a lens profile' },
      { words: /^writer name$/, where: /^Photoshop:/, because: 'the program that wrote the file' },
      { words: /^color creator effect$/, because: 'an effect of the camera' },
      { words: /\bmanager variant\b/, because: 'a kind of program' },
      {
        words: /\b(artwork (copyright|licensor)|profile creator)\b/,
        because: 'says it of something else than the picture',
      },
      colourProfile,
      presets,
    ],
  },
  copyright: {
    claims: [
      {
        words:
          /\bcopy ?right|\brights?(holder|owner)\b|\brights\b|licen[cs](e|es|ed|ee|ing|or|ors|ees)?\b|\busage terms\b|\bweb statement\b/,
      },
      {
        words:
          /\b(terms and conditions|legal ?code|other constraints|restrictions|permissions|embargo|jurisdiction)\b/,
      },
      { words: anything, where: /^XMP:XMP-(xmpRights|cc|plus|xmpPLUS|pur|prl)$/ },
      { words: /^url$/, where: /^Photoshop:/ },
    ],
    excludes: [
      {
        words: /^(image creator|image supplier|model|minor model)/,
        where: /^XMP:XMP-plus$/,
        because: 'who made the picture and who is on it: `creator`, `persons`',
      },
      { words: /\bmode restrictions$/, where: /^MakerNotes:/, because: 'which settings can be chosen' },
      { words: /\bprofile copyright\b/, because: 'of the colour profile' },
      colourProfile,
    ],
  },
};
