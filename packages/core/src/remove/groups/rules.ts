// What each group is: rules over the words of a tag's name and where it stands, and what they leave out and why.
import { facesFound, idsOfPersons, kindsAndEntries, namesOfThings, otherTimes, spans } from './exclusions.js';

/** A kind of statement. `gps` and `place` together are a location; `persons` are part of `captions`. */
export type TagGroup =
  | 'gps'
  | 'place'
  | 'persons'
  | 'captions'
  | 'creator'
  | 'copyright'
  | 'dates'
  | 'serialNumbers'
  | 'thumbnail'
  | 'cameraSettings'
  | 'resolution'
  | 'orientation';

/** Holds where the words of a tag's name match `words`, in places (`family:group`) that match `where`. */
export interface Claim {
  readonly words: RegExp;
  readonly where?: RegExp;
}

/** A claim's exception. */
export interface Exclusion extends Claim {
  readonly because: string;
}

/** One group. */
export interface GroupRule {
  readonly claims: readonly Claim[];
  readonly excludes: readonly Exclusion[];
}

const anything = /^/;
const exifLike = /^EXIF:|^XMP:XMP-(exif|exifEX|tiff|aux)$/;
/** Families that state things of a program, a device or a colour space and none of the picture. */
const colourProfile: Exclusion = {
  words: anything,
  where: /^ICC_Profile:/,
  because: 'says it of the colour profile, which its maker made',
};
const presets: Exclusion = {
  words: anything,
  where: /^XMP:XMP-(crs|crd|crss|crlcp|aas|stCamera)$/,
  because: 'settings of a raw converter, and names of presets, masks and profiles',
};
const fonts: Exclusion = {
  words: /^(font|child font|plate|swatch|colorants?|max page|text layer)\b|\bfont\b/,
  because: 'fonts, inks and swatches of a drawing',
};

export const rules: { readonly [group in TagGroup]: GroupRule } = {
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
      { words: /^iso speed latitude/, because: 'how much an exposure may be off' },
      {
        words: /^global altitude$/,
        where: /^Photoshop:/,
        because: 'where the light of layer effects comes from',
      },
      { words: /^window location$/, because: 'where a window stands on a screen' },
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
          /\b(persons?|people|personality|personalities|baby|pets?|patients?|speaker|models? releases?)\b/,
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
      { words: /^(display name|subject names?)$/, where: /^MakerNotes:|^QuickTime:/ },
    ],
    excludes: [facesFound, namesOfThings, presets],
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
        where: /^XMP:XMP-(prism|prl|mediapro|expressionmedia)$/,
      },
      {
        words: /^(information|info|name|album|lyrics|subtitle|user collection|grouping)$/,
        where: /^QuickTime:/,
      },
      { words: /^(album|name|places|people)$/, where: /^XML:|^APP\d+:|:MediaJukebox$/ },
      { words: /^(pm tags|tag structure|keyword info|user fields|rich text comment)/, where: /^XMP:/ },
      { words: /^(gdal metadata|document notes|local caption|rasterized caption)$|^xp subject$/ },
      { words: /\b(organi[sz]ation|product) in image\b/, where: /^XMP:/ },
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
      { words: /^metadata last editor\b/, where: /^XMP:/ },
      { words: /^ci ?adr|^(user|owner|photographer|operator|camera owner) ?(name|id)?$|\bwriter name\b/ },
      { words: /\b(modifier|manager)\b/, where: /^XMP:XMP-xmpMM$/ },
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
        words: /^(image creator|image supplier|model|minor model|property release)/,
        where: /^XMP:XMP-plus$/,
        because: 'who made the picture and who is on it: `creator`, `persons`',
      },
      { words: /\bmode restrictions$/, where: /^MakerNotes:/, because: 'which settings can be chosen' },
      { words: /\bprofile copyright\b/, because: 'of the colour profile' },
      colourProfile,
    ],
  },
  dates: {
    claims: [
      { words: /\bdates?\b|\bdate ?time|\b(create|modify|creation|modification) ?dates?\b|\bdateline\b/ },
      {
        words:
          /\btime ?stamps?\b|\btime ?zone|\boffset ?time|\bsub ?sec|\btime ?codes?\b|\bdaylight ?savings?\b|\butc\b/,
      },
      {
        words:
          /\b(created|creation|modification|original|digitized|sent|release|expiration|capture|recorded|prep|power up|recv|firing|shot|real|local|event) time\b/,
      },
      { words: /\btime (created|sent|original|digitized|recorded|of day|value)\b|^time$|^tIME$/ },
      { words: /\bwhen$|^year$|\bcopyright year\b|^shot day$|\bbirthday\b|\bpresentation ?timestamp\b/ },
      { words: /\b(day|month|year|end day of year|start day of year)$/, where: /^XMP:XMP-dwc$/ },
      { words: /^on sale day\b/ },
      { words: /timestamp|datetime|creationdate|createdate|modifydate/ },
    ],
    excludes: [
      {
        words:
          /\b(date|time) ?(stamp)?s? ?(format|display|imprint|mode|counter|setting|print)|^(print|imprint|show) date/,
        because: 'how a date is shown',
      },
      {
        words:
          /\b(firmware|software|calibration|lens|program|compile|build|version) ?(revision )?(date|time)|^date calibrated/,
        because: 'when a device was made or set up',
      },
      spans,
      otherTimes,
      { words: /(timecode|time code) (track|scale|sample)/, because: 'how a clip counts' },
      { words: /\b(update|candidate|mandate)\b/, because: 'is no date' },
      colourProfile,
      presets,
    ],
  },
  serialNumbers: {
    claims: [
      {
        words:
          /\bserial\b|serialnumber|\b(uuid|guid|uid)s?\b|\bunique ?(image |object |document |data )?(id|name|identifier)\b/,
      },
      {
        words:
          /\b(document|instance|image|photo|camera|body|unit|media|content|owner|burst|clip|request|drone|battery|session|sensor|device|digital image) ?(id|identifier|unique id)\b/,
      },
      {
        words: /\b(shutter|image|frame) ?(count|number|counter)\b|\bfile number\b|\bactuations?\b/,
        where: /^MakerNotes:|^EXIF:|^XMP:XMP-aux$/,
      },
      { words: /^about$/, where: /^XMP:XMP-rdf$/ },
      {
        words: /^(identifier|derived from|document ancestors|rendition of|managed from|ingredients)\b/,
        where: /^XMP:XMP-(dc|xmp|xmpMM|photoshop)$/,
      },
      {
        words:
          /^(picasaweb g? ?photo id|g photo id|burst id|camera burst id|shot log data|raw data unique id|registry item id|registry id)$/,
      },
    ],
    excludes: [
      kindsAndEntries,
      idsOfPersons,
      {
        words: /\bspecific to serial\b|\bserial number format$/,
        because: 'whether and how a number is used',
      },
      {
        words:
          /\b(composite|bracketing) image count$|^(movie )?frame count$|^panorama frame|\bnumber sequence$/,
        because: 'counts the parts of one picture, or a setting',
      },
      colourProfile,
      presets,
    ],
  },
  thumbnail: {
    claims: [
      {
        words:
          /\bthumb ?nail|\bthumbs?\b|\bpreview ?(image|tiff|pict|data|jpeg)?s?\b|\bscreen ?nail|\bjpg from raw|^other image( start| length)?$|^page image/,
      },
      { words: /^object preview/ },
      { words: /^(cover art|artwork)$/, where: /^QuickTime:/ },
    ],
    excludes: [
      {
        words: /^preview image( start| length)?$/,
        where: /^EXIF:IFD\d+$/,
        because: 'the picture of a page itself',
      },
      {
        words:
          /\bpreview (application|settings|color|date|time|duration|crop|cover)|\bto preview\b|\bxiaomi preview/,
        because: 'says how a preview was made, or is a span of a clip',
      },
      {
        words: /\b(button|assist|function|review|settings?|display|quality)\b/,
        where: /^MakerNotes:/,
        because: 'how the camera shows a picture',
      },
      colourProfile,
      presets,
    ],
  },
  cameraSettings: {
    claims: [
      {
        words:
          /^(make|model|exposure|f number|fnumber|iso|photographic sensitivity|spectral sensitivity|sensitivity|standard output|recommended exposure|shutter|aperture|brightness|max aperture|metering|light source|flash|focal|subject (distance|area)|sensing|file source|scene|custom rendered|white ?balance|digital zoom|gain control|contrast|saturation|sharpness|lens|composite image|self timer|cfa pattern|spatial frequency|opto electric|oecf|noise)\b/,
        where: exifLike,
      },
    ],
    excludes: [
      { words: /\bserial\b|\bmodel ?(tie|transform)/, because: 'no setting' },
      {
        words: /^noise (profile|reduction applied)|^flashpix/,
        because: 'says how to develop or read the file',
      },
      {
        words: anything,
        where: /:(GPS|IFD1|SubIFD\d*|InteropIFD)$/,
        because: 'of another picture or of a place',
      },
    ],
  },
  resolution: {
    claims: [
      {
        words: /^(x resolution|y resolution|resolution unit)$/,
        where: /^EXIF:|^XMP:XMP-tiff$|^JFIF:|^Photoshop:/,
      },
      { words: /^displayed units/, where: /^Photoshop:/ },
      { words: /^pixel(s per)? unit/, where: /^PNG:/ },
    ],
    excludes: [{ words: anything, where: /:IFD1$/, because: 'of the thumbnail' }],
  },
  orientation: {
    claims: [{ words: /^orientation$/, where: /^EXIF:|^XMP:XMP-tiff$/ }],
    excludes: [{ words: anything, where: /:IFD1$/, because: 'of the thumbnail' }],
  },
};
