// What groups say of how a picture was taken and stored: dates, ids, previews, settings, presentation.
import {
  anything,
  colourProfile,
  idsOfPersons,
  kindsAndEntries,
  ofTheClip,
  otherTimes,
  presets,
  spans,
} from './exclusions.js';
import type { GroupRule } from './rules.js';

type Group = 'dates' | 'serialNumbers' | 'thumbnail' | 'cameraSettings' | 'resolution' | 'orientation';

const exifLike = /^EXIF:|^XMP:XMP-(exif|exifEX|tiff|aux)$/;

export const aboutTaking: { readonly [group in Group]: GroupRule } = {
  dates: {
    claims: [
      { words: /\bdates?\b|\bdate ?time|\b(create|modify|creation|modification) ?dates?\b|\bdateline\b/ },
      {
        words:
          /\btime ?stamps?\b|\btime ?zone|\boffset ?time|\bsub ?sec|\btime ?codes?\b|\bdaylight ?savings?\b|\butc\b/,
      },
      {
        words:
          /\b(created|creation|modification|original|digitized|sent|release|expiration|capture|recorded|prep|power up|recv|firing|shot|real|local|event|acquisition|reminder) time\b/,
      },
      { words: /\btime (created|shot|sent|original|digitized|recorded|of day|value)\b|^time$|^tIME$/ },
      { words: /\bwhen$|^year$|\bcopyright year\b|^shot day$|\bbirthday\b|\bpresentation ?timestamp\b/ },
      { words: /\b(day|month|year|end day of year|start day of year)$/, where: /^XMP:XMP-dwc$/ },
      { words: /^on sale day\b|^(year|month day) created$/ },
      { words: /\blast (edited|update|saved|printed)$|^event (start|end)$|^source modified$/ },
      { words: /^(minolta time|sony time min sec)$/, where: /^MakerNotes:/ },
      // logs of edits, each with its time
      { words: /^(image )?history$|^document history$/, where: /^XMP:XMP-(photoshop|digiKam)$|^IPTC:/ },
      { words: /timestamp|datetime|creationdate|createdate|modifydate/ },
      // of a thumbnail's file (freedesktop.org, Thumb::MTime)
      { words: /\bm ?time$/, where: /^PNG:/ },
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
      {
        words: /^model release year$/,
        where: /^MakerNotes:/,
        because: 'when the model of the camera came out',
      },
      spans,
      ofTheClip,
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
          /\b(document|instance|asset|image|photo|camera|body|unit|media|content|owner|burst|clip|request|drone|battery|session|sensor|device|sd card|digital image) ?(id|identifier|unique id)\b/,
      },
      {
        words: /\b(shutter|image|frame) ?(count|number|counter)\b|\bfile number\b|\bactuations?\b/,
        where: /^MakerNotes:|^EXIF:|^XMP:XMP-aux$/,
      },
      { words: /^about$/, where: /^XMP:XMP-rdf$/ },
      { words: /^image history$/, where: /^XMP:XMP-digiKam$/ },
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
          /\b(composite|bracketing) image count( \d)?$|^(movie )?frame count$|^(metering|original payload|sequence) frame (count|number)$|^panorama frame|\bdark frame count\b|\bnumber sequence$/,
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
