// What looks like a place, a person, a date or an id in many tables and is none, with the reason.
import type { Exclusion } from './rules.js';

/** Names of anything but persons. */
export const namesOfThings: Exclusion = {
  words:
    /^(?!.*\bperson\b).*\b(file|subfile|folder|preview image|thumbnail image|(embedded|camera|size) image|lab|lut \d|firmware|profile|application|settings|reel|semantic|group|label|format|episode|role|ref|event|model|season|series|source|ctype|type|term|authority|pretty|app|tracks?|markers|sensor|extension|palette|device|volume|tape|effects|border|network|movement|shot|record label|video|audio|map|control|version|vernacular|unique object|sort|compressor|reader|uniform resource|other) names?( \d)?$/,
  because: 'the name of a thing',
};

/** Pictures in pictures. */
export const placesInPictures: Exclusion = {
  words: /^relative location$/,
  where: /^QuickTime:/,
  because: 'where a picture lies in another',
};

/** Faces as the camera finds them, in numbers. */
export const facesFound: Exclusion = {
  words:
    /\bfaces? (\d+ )?([ab] )?(area|eye|pos|image size|orientation|detect(ed|ion)?|det info|rec info|recognition|elements?|info|test|numbers?|priority|positions?|size|area|width|height|mode|balance|bounds|roll|yaw)\b|\b(number of|max) faces\b|^text face$|\blch editor\b/,
  because: 'rectangles and counts of faces tell no name',
};

/** Times that are spans, delays or moments of a clip. */
export const spans: Exclusion = {
  words:
    /\b(exposure|shutter|timer|metering|off|review|menus|button|lock|wait|waiting|integration|half press|line|quiet|recording|delay|integral|readout|system|world|total edit|rise in|post release|preview|poster|selection|duration|intro|still image|start|current|instant playback|run|sample) time\b|\btransfer time\b|\btime (since power|log|lapse shot)\b|\btime (scale|signature|offset|lag|duration|hdr|off)\b|^(relative timestamp|alt timecode|start timecode|end timecode|time info|timecode track|media time scale)\b/,
  because: 'a span, a delay, or a moment of a clip',
};

/** Moments of the clip beside a picture. */
export const ofTheClip: Exclusion = {
  words: /\bpresentation ?timestamp|\btime ?stamp us$/,
  where: /^XMP:XMP-(GCamera|GContainer|Container|GDepth|hdrgm)$/,
  because: 'which moment of the clip is the picture',
};

/** `when` and `year` of other meanings. */
export const otherTimes: Exclusion = {
  words:
    /\bwhen (shooting|a ?f impossible)\b|^version year$|\bmag var year$|\btemporal id\b|\bday white f(luor)?\b|\bday (mat|bv|offsets)\b|^(day of week|travel day)$/,
  because: 'is no time at all',
};

/** Numbers of kinds and of entries in lists, and of what others call their things. */
export const kindsAndEntries: Exclusion = {
  words:
    /\b(camera model|firmware|lens|model|profile|color|version|vendor|track|movie|language|lang|compressor|type|maker|format|semantic( instance)?|album|artist|genre|composer|store|catalog|scene|country|location|class|product|episode|encoder|distributor|border|dealer|standard|job|job ref|sequence|cv|cv ?term|term|occurrence|concept|taxon|parent|save|service|arm|fixture|feed|series|season|storyline|planning ref|publication event|event|source|role|ctype|shot type|record|registry organi[sz]ation|authority|image region|rating region|container format|variation|string|set|nested|codes|app|oce)s? ?(unique )?(id|ids|identifier)( nested| number| codes)?$|\b(id number|id codes|temporal id nested|id string)$|\blocation (created|shown) identifier$/,
  because: 'the kind of a thing, its place in a list, or what an agency calls its own',
};

/** Ids of those who made, sold or are in the picture. */
export const idsOfPersons: Exclusion = {
  words:
    /\b(creator|supplier|contributor|licensor|licensee|end user|transaction|release|editor|person\w*|people|face|owner|cell tower|cell global|live|heard|artwork creator)\b.*\b(id|cid|identifier)\b/,
  because: 'of a person or a place, with which it goes',
};

/** Every name: where the place alone decides. */
export const anything: RegExp = /^/;

/** Families that state things of a program, a device or a colour space and none of the picture. */
export const colourProfile: Exclusion = {
  words: anything,
  where: /^ICC_Profile:/,
  because: 'says it of the colour profile, which its maker made',
};

/** What converters are set to. */
export const presets: Exclusion = {
  words: anything,
  where: /^XMP:XMP-(crs|crd|crss|crlcp|aas|stCamera)$/,
  because: 'settings of a raw converter, and names of presets, masks and profiles',
};

/** What drawings are made with. */
export const fonts: Exclusion = {
  words: /^(font|child font|plate|swatch|colorants?|max page)\b|\bfont\b/,
  because: 'fonts, inks and swatches of a drawing',
};
