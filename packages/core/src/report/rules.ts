// What a finding is of: a group of the removal's rules, or words of a tag's name where removal has no such group.
import type { TagGroup } from '../remove/groups/index.js';

/** What a tag reveals. Codes are stable: programs may go by them. */
export type FindingCode =
  | 'location'
  | 'place'
  | 'time'
  | 'author'
  | 'rights'
  | 'people'
  | 'caption'
  | 'camera'
  | 'serial-number'
  | 'identifier'
  | 'software'
  | 'thumbnail'
  | 'preview'
  | 'video'
  | 'depth'
  | 'content-credentials'
  | 'ai-generated'
  | 'ai-edited';

/** Holds of a tag where all that is stated here does. */
export interface Rule {
  readonly code: FindingCode;
  /** A group that it belongs to. */
  readonly group?: TagGroup;
  /** The words of its name (see `remove/groups/words.ts`). */
  readonly words?: RegExp;
  /** Words that its name must not have. */
  readonly notWords?: RegExp;
  /** Its place as `family:group`. */
  readonly where?: RegExp;
  /** Whether its value is bytes: a picture, a video. Without this, any value. */
  readonly isBytes?: boolean;
  /** What is printed. */
  readonly text?: RegExp;
}

/** A number or name of one device. */
const ofDevice =
  /\bserial|\b(camera|body|unit|drone|battery|device|sensor) ?(unique )?(id|identifier)\b|(?<!\bsequence )\b(shutter|image|frame) ?(count|counter|number)\b|\bactuations?\b/;
/** More than yes, no or nothing. */
const said = /^(?!\(?(true|false|yes|no|none|not applicable|not set|n\/a|unknown|\d)\)?$)/i;
/** No zeros alone, and no words in the place of a number (`OLYMPUS DIGITAL CAMERA`). */
const number = /[1-9]/;
/** No zeros alone, and no setting. */
const id = /^(?!\(?(unknown|none|n\/a|on|off)\)?$)(?=.*[1-9a-z])/is;
const smallPicture = /\bthumb/;
const descriptive = /^(EXIF|XMP|MakerNotes|QuickTime|PNG|RIFF|APP\d+|GIF|Photoshop):/;
/** Names of programs and services that make pictures. */
const generator =
  /\b(stable ?diffusion|midjourney|dall[-·. ]?e|comfyui|invokeai|novelai|automatic1111|sd\.next|swarmui|fooocus|adobe firefly|ideogram|leonardo\.?ai|chatgpt|gpt-4o|gpt-image|openai|bing image creator|image creator from (designer|microsoft)|dreamstudio|draw things|diffusionbee|black forest labs|craiyon|recraft|nightcafe|seedream|jimeng|playground ?ai|made with google ai|ai generated)\b/i;
const program =
  /^(software|processing software|creator tool|(history |ingredients |derived from )?software agent|actions software agent\w*|claim generator( info name)?|originating program|writer name|credit|credit line|source|make|artist|author|description|comment|xmp toolkit)$/;
const freeText =
  /^(user comment|comment|image description|description|caption abstract|parameters|title|xp comment|make|model)$/;

export const findingRules: readonly Rule[] = [
  { code: 'location', group: 'gps' },
  { code: 'place', group: 'place' },
  { code: 'time', group: 'dates', text: /\d[:/-]\d\d|^(\d{4}|\d{10,16})$/ },
  { code: 'author', group: 'creator', text: said },
  { code: 'rights', group: 'copyright', text: said },
  { code: 'people', group: 'persons', text: said },
  { code: 'caption', group: 'captions' },
  {
    code: 'camera',
    words:
      /^((unique )?camera )?(make|model|model name)$|^lens ?(make|model)?$|^(lens id|host computer|drone model)$/,
    where: descriptive,
  },
  { code: 'serial-number', group: 'serialNumbers', words: ofDevice, text: number },
  { code: 'identifier', group: 'serialNumbers', notWords: ofDevice, text: id },
  {
    code: 'software',
    words:
      /^((processing |raw converter )?software( version)?|creator tool|.*\bsoftware agent\w*|xmp toolkit|(originating|creating) program|(writer|reader) name|application|app name|producer|claim generator( info name)?|encoder|encoding tool)$/,
    where: /^(?!MakerNotes:)/,
  },
  {
    code: 'thumbnail',
    group: 'thumbnail',
    isBytes: true,
    words: smallPicture,
    notWords: /\b(hash|salt|url)$/,
  },
  { code: 'preview', group: 'thumbnail', isBytes: true, notWords: smallPicture },
  { code: 'video', words: /\bvideo\b/, isBytes: true },
  { code: 'video', words: /^(motion photo|micro video)$/, where: /^XMP:XMP-GCamera$/, text: /^1$/ },
  { code: 'video', words: /\bitem semantic$/, text: /\bMotionPhoto\b/ },
  { code: 'depth', words: /\bdepth (map|image|data)\b/, isBytes: true },
  { code: 'depth', where: /^XMP:XMP-G?Depth$/ },
  { code: 'depth', words: /^auxiliary image type$/, text: /depth|disparity|hevc:2015:auxid:2\b/ },
  { code: 'depth', words: /\bitem semantic$/, text: /\bDepth\b/ },
  { code: 'content-credentials', where: /^JUMBF:/ },
  { code: 'content-credentials', words: /^provenance$/, where: /^XMP:XMP-dcterms$/ },
  // IPTC's digital source types, in XMP and in the actions of C2PA
  { code: 'ai-generated', words: /\bdigital source ?(file )?type$/, text: /\/trainedAlgorithmicMedia\b/i },
  {
    code: 'ai-edited',
    words: /\bdigital source ?(file )?type$/,
    text: /\b(compositeWithTrainedAlgorithmicMedia|compositeSynthetic)\b/i,
  },
  // IPTC 2025.1 and the label that China asks for (TC260)
  { code: 'ai-generated', words: /^ai ?(system (version )?used|prompt (information|writer name))$/ },
  { code: 'ai-generated', words: /^aigc$/ },
  { code: 'ai-generated', words: freeText, text: /^\{"AIGC":/ },
  // What generators write
  { code: 'ai-generated', words: program, text: generator },
  { code: 'ai-generated', words: freeText, text: /\bSteps: \d+[\s\S]*\bSampler: |\bNegative prompt: / },
  { code: 'ai-generated', words: freeText, text: /\bJob ID: [\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\b/ },
  { code: 'ai-generated', words: freeText, text: /^(prompt|workflow):\s*\{/i },
  { code: 'ai-generated', words: /^(prompt|workflow)$/, where: /^PNG:/, text: /"(class_type|nodes)"\s*:/ },
  {
    code: 'ai-generated',
    words:
      /^(invokeai (metadata|graph|workflow)|sd metadata|dream|fooocus scheme|sui image params|generation data)$/,
  },
  {
    code: 'ai-generated',
    words: freeText,
    text: /"sui_image_params"|"(sampler|noise_schedule)":[\s\S]*"steps":|"steps":[\s\S]*"(sampler|noise_schedule)":/,
  },
  { code: 'ai-edited', words: program, text: /\bedited with google ai\b/i },
];

/** A picture of all around, or a wide one put together of several. */
export const panorama: readonly Omit<Rule, 'code'>[] = [
  {
    words: /^(projection type|full pano width pixels|cropped area image width pixels)$/,
    where: /^XMP:XMP-GPano$/,
  },
  { words: /^(use panorama viewer|is photosphere)$/, where: /^XMP:XMP-GPano$/, text: /^true$/i },
  { words: /^spherical$/, where: /^XMP:XMP-GSpherical$/, text: /^true$/i },
  { words: /^custom rendered$/, text: /panorama/i },
];
