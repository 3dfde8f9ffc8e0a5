// The one walk over XML text: start tags with their attributes and end tags, each with its place in the text.
import { unescapeXml } from './entities.js';
import { AttributeSpan, beginsName, hashOf, NameSpan } from './name-span.js';

export interface XmlLimits {
  /** Elements within elements. */
  readonly maxDepth: number;
  /** Elements and attributes in all. */
  readonly maxParts: number;
}

/** What is wrong, and where in the text. One that returns lets the walk go on; one that throws makes it strict. */
export type XmlFault = (
  code: 'malformed' | 'truncated' | 'limit-exceeded',
  message: string,
  at: number,
) => void;

/** What {@link XmlWalk.next} came to. */
export type XmlStep = 'open' | 'close' | 'end';

const TAB = 0x09;
const SPACE = 0x20;
const BANG = 0x21;
const DOUBLE_QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;
const SLASH = 0x2f;
const LESS = 0x3c;
const EQUALS = 0x3d;
const GREATER = 0x3e;
const QUESTION = 0x3f;

const xmlnsHash = hashOf('xmlns');
const isBlank = (code: number): boolean => code === SPACE || (code >= TAB && code <= 0x0d);

/** Spans of walks that have ended, for the next ones: they hold numbers, of which none outlives the step. */
const spareSpans: AttributeSpan[][] = [];
const maxSpare = 256;

/** What an element holds beside plain text. */
const ELEMENTS = 1;
const MARKUP = 2;

/** What is kept of an open element, in a row of numbers. */
const START = 0;
const NAME_END = 1;
/** Behind the name as the end tag has it: with signs that no name has. */
const WORD_END = 2;
const CONTENT_START = 3;
const HOLDS = 4;
const rowLength = 5;

/**
 * Walks XML text from element to element: `open` at a start tag, `close` at an end tag (an empty element gives
 * both), `end` once. Comments, instructions, CDATA and DOCTYPE are passed over; nothing is expanded. All offsets
 * count signs of the text, and names and values are made texts when asked for. What the fields say holds until the
 * next step.
 *
 * An end tag that closes no open element is passed over; one that closes an outer element closes those inside,
 * too. Text that ends within elements ends the walk without closing them.
 */
export class XmlWalk {
  readonly text: string;
  /** `open`: where the start tag begins; `close`: where the element does. */
  start = 0;
  /** Behind the start tag, or behind the end tag. */
  end = 0;
  /** `close`: between start tag and end tag; equal for an empty element. */
  contentStart = 0;
  contentEnd = 0;
  /** `close`: whether the element holds others. */
  hasElements = false;
  /** Where the element's name stands. */
  readonly nameSpan: NameSpan = new NameSpan();
  /** `open`: how many attributes there are, and whether one begins with `xmlns:`. */
  attributes = 0;
  declares = false;
  readonly attributeSpans: AttributeSpan[] = spareSpans.pop() ?? [];

  readonly #limits: XmlLimits;
  readonly #fault: XmlFault;
  /** Rows of the open elements. */
  readonly #rows: number[] = [];
  #depth = 0;
  /** Whether there are references anywhere. */
  readonly #mayRefer: boolean;
  #markup = false;
  #isEmpty = false;
  #hasEnded = false;
  /** Elements that an end tag further out closes. */
  #closing = 0;
  #closingAt = 0;
  #parts = 0;
  #at: number;

  constructor(text: string, limits: XmlLimits, fault: XmlFault, from = 0) {
    this.text = text;
    this.#limits = limits;
    this.#fault = fault;
    this.#at = from;
    this.#mayRefer = text.includes('&');
  }

  /** Elements around the place that was come to; an element counts itself from its start tag to its end tag. */
  get depth(): number {
    return this.#depth;
  }

  next(): XmlStep {
    if (this.#isEmpty) {
      this.#isEmpty = false;
      return this.#close(this.end, this.end);
    }
    if (this.#closing > 0) return this.#closeInner();
    const { text } = this;
    for (;;) {
      const at = text.indexOf('<', this.#at);
      if (at < 0) return this.#finish();
      const code = text.charCodeAt(at + 1);
      if (code === SLASH) {
        if (this.#endTag(at)) return this.#closeInner();
      } else if (code === BANG || code === QUESTION) this.#pass(at);
      else if (beginsName(code)) return this.#startTag(at);
      else {
        this.#fault('malformed', 'a "<" that begins nothing', at);
        this.#at = at + 1;
      }
    }
  }

  /** Elements and attributes met so far. */
  get parts(): number {
    return this.#parts;
  }

  /** Goes on to the end of the element that was opened last, which is not told. */
  skip(): void {
    const depth = this.#depth;
    while (this.#depth >= depth && this.next() !== 'end');
  }

  /** Name of the element, as written. */
  get name(): string {
    return this.nameSpan.of(this.text);
  }

  /** `open`: the name of an attribute, as written. */
  attributeName(index: number): string {
    return this.attributeSpans[index]!.of(this.text);
  }

  /** `open`: the value of an attribute. */
  value(index: number): string {
    const { valueStart, valueEnd } = this.attributeSpans[index]!;
    const text = this.text.slice(valueStart, valueEnd);
    return this.#mayRefer ? unescapeXml(text, this.#cut) : text;
  }

  /** `close`: the text of an element that holds no others. */
  content(): string {
    const text = this.text.slice(this.contentStart, this.contentEnd);
    if (this.#markup) return joinText(text);
    return this.#mayRefer ? unescapeXml(text, this.#cut) : text;
  }

  readonly #cut = (): void =>
    this.#fault('limit-exceeded', 'a text with too many references is cut', this.start);

  #finish(): XmlStep {
    if (this.#depth > 0) {
      const row = (this.#depth - 1) * rowLength;
      const name = this.text.slice(this.#rows[row + START]! + 1, this.#rows[row + NAME_END]);
      this.#fault('truncated', `the text ends within "${name}"`, this.text.length);
    }
    return this.#end();
  }

  #stop(what: string, at: number): XmlStep {
    this.#fault('limit-exceeded', what, at);
    return this.#end();
  }

  #end(): XmlStep {
    this.#depth = 0;
    this.#at = this.text.length;
    if (!this.#hasEnded && this.attributeSpans.length < maxSpare) spareSpans.push(this.attributeSpans);
    this.#hasEnded = true;
    this.attributes = 0;
    return 'end';
  }

  /** Notes for the innermost open element what it holds. */
  #note(what: number): void {
    if (this.#depth === 0) return;
    const at = (this.#depth - 1) * rowLength + HOLDS;
    this.#rows[at] = this.#rows[at]! | what;
  }

  /** Passes over what is no element. */
  #pass(at: number): void {
    this.#note(MARKUP);
    const end = endOfMarkup(this.text, at);
    if (end < 0) this.#fault('truncated', 'a comment, CDATA section or instruction does not end', at);
    this.#at = end < 0 ? this.text.length : end;
  }

  /** Reads an end tag; whether it closes anything. */
  #endTag(at: number): boolean {
    const { text } = this;
    const end = text.indexOf('>', at);
    this.#at = end < 0 ? text.length : end + 1;
    if (end < 0) {
      this.#fault('truncated', 'an end tag does not end', at);
      return false;
    }
    const top = this.#depth - 1;
    if (top >= 0 && this.#isNamed(top, at + 2, end)) this.#closing = 1;
    else {
      const written = text.slice(at + 2, end).trim();
      let closed = top;
      while (closed >= 0 && this.#written(closed) !== written) closed--;
      if (closed !== top || top < 0)
        this.#fault('malformed', `"</${written.slice(0, 40)}>" does not close what is open`, at);
      if (closed < 0) return false;
      this.#closing = top - closed + 1;
    }
    this.#closingAt = at;
    return true;
  }

  /** Whether the name in `[from, to)` is that of the open element of this index. */
  #isNamed(index: number, from: number, to: number): boolean {
    const row = index * rowLength;
    const start = this.#rows[row + START]! + 1;
    const end = this.#rows[row + WORD_END]!;
    return end - start === to - from && this.text.startsWith(this.text.slice(start, end), from);
  }

  #written(index: number): string {
    const row = index * rowLength;
    return this.text.slice(this.#rows[row + START]! + 1, this.#rows[row + WORD_END]);
  }

  #closeInner(): XmlStep {
    this.#closing--;
    return this.#close(this.#closingAt, this.#closing === 0 ? this.#at : this.#closingAt);
  }

  #close(contentEnd: number, end: number): XmlStep {
    const rows = this.#rows;
    const row = --this.#depth * rowLength;
    const holds = rows[row + HOLDS]!;
    this.start = rows[row + START]!;
    this.nameSpan.start = this.start + 1;
    this.nameSpan.end = rows[row + NAME_END]!;
    this.contentStart = rows[row + CONTENT_START]!;
    this.contentEnd = contentEnd;
    this.end = end;
    this.hasElements = (holds & ELEMENTS) !== 0;
    this.#markup = (holds & MARKUP) !== 0;
    return 'close';
  }

  #startTag(at: number): XmlStep {
    const { text, nameSpan } = this;
    const { maxDepth, maxParts } = this.#limits;
    if (this.#depth >= maxDepth) return this.#stop(`more than ${maxDepth} elements within each other`, at);
    const nameEnd = nameSpan.read(text, at + 1);
    let place = endOfWord(text, nameEnd);
    const wordEnd = place;
    if (wordEnd !== nameEnd)
      this.#fault('malformed', `an odd sign in the name "${text.slice(at + 1, wordEnd).slice(0, 40)}"`, at);
    this.start = at;
    this.attributes = 0;
    this.declares = false;
    for (;;) {
      const blank = place;
      let code = text.charCodeAt(place);
      while (isBlank(code)) code = text.charCodeAt(++place);
      if (code === GREATER) break;
      if (code === SLASH && text.charCodeAt(place + 1) === GREATER) {
        this.#isEmpty = true;
        place++;
        break;
      }
      place = beginsName(code) ? this.#attribute(blank, place) : this.#odd(place, code);
      if (place < 0) {
        this.#at = text.length;
        return this.#finish();
      }
    }
    this.#parts += 1 + this.attributes;
    if (this.#parts > maxParts) return this.#stop(`more than ${maxParts} elements and attributes`, at);
    this.end = place + 1;
    this.#at = this.end;
    this.#note(ELEMENTS);
    const rows = this.#rows;
    const row = this.#depth++ * rowLength;
    rows[row + START] = at;
    rows[row + NAME_END] = nameEnd;
    rows[row + WORD_END] = wordEnd;
    rows[row + CONTENT_START] = this.end;
    rows[row + HOLDS] = 0;
    return 'open';
  }

  /** Passes a sign of a start tag that is none of it; -1 where the text ends there. */
  #odd(place: number, code: number): number {
    if (Number.isNaN(code)) {
      this.#fault('truncated', 'a start tag does not end', this.start);
      return -1;
    }
    this.#fault('malformed', `an odd sign in the start tag of "${this.name.slice(0, 40)}"`, place);
    return place + 1;
  }

  /** Reads an attribute, and says where it ends; -1 where the text ends before. */
  #attribute(blank: number, at: number): number {
    const { text } = this;
    const index = this.attributes;
    const span = this.#span(index);
    let place = span.read(text, at);
    if (text.charCodeAt(place) !== EQUALS) {
      place = endOfWord(text, place);
      if (place !== span.end) span.set(text, at, place);
      while (isBlank(text.charCodeAt(place))) place++;
      if (text.charCodeAt(place) !== EQUALS) {
        this.#fault('malformed', `attribute "${span.of(text).slice(0, 40)}" has no value`, at);
        return place;
      }
    }
    do place++;
    while (isBlank(text.charCodeAt(place)));
    const quote = text.charCodeAt(place);
    if (quote !== DOUBLE_QUOTE && quote !== SINGLE_QUOTE) {
      this.#fault('malformed', `the value of attribute "${span.of(text).slice(0, 40)}" is not quoted`, at);
      return place;
    }
    const end = text.indexOf(quote === DOUBLE_QUOTE ? '"' : "'", place + 1);
    if (end < 0) {
      this.#fault('truncated', 'the value of an attribute does not end', at);
      return -1;
    }
    if (span.prefixHash === xmlnsHash && text.startsWith('xmlns:', at)) this.declares = true;
    this.attributes++;
    span.blank = blank;
    span.valueStart = place + 1;
    span.valueEnd = end;
    return end + 1;
  }

  #span(index: number): AttributeSpan {
    const spans = this.attributeSpans;
    if (index === spans.length) spans.push(new AttributeSpan());
    return spans[index]!;
  }
}

/** Where a name ends that has signs in it that no name has: at a blank, `=`, `>` or `/>`. */
function endOfWord(text: string, from: number): number {
  for (let at = from; ; at++) {
    const code = text.charCodeAt(at);
    if (Number.isNaN(code) || code === GREATER || code === EQUALS || isBlank(code)) return at;
    if (code === SLASH && text.charCodeAt(at + 1) === GREATER) return at;
  }
}

/** Behind a comment, CDATA section, instruction or declaration; -1 where it does not end. */
function endOfMarkup(text: string, at: number): number {
  if (text.charCodeAt(at + 1) === QUESTION) return behind(text, '?>', at + 2);
  if (text.startsWith('<!--', at)) return behind(text, '-->', at + 4);
  if (text.startsWith('<![CDATA[', at)) return behind(text, ']]>', at + 9);
  return endOfDeclaration(text, at + 2);
}

function behind(text: string, sign: string, from: number): number {
  const at = text.indexOf(sign, from);
  return at < 0 ? -1 : at + sign.length;
}

/** Of a DOCTYPE, with the subset in brackets, whose own declarations hold `>` and quotes. */
function endOfDeclaration(text: string, from: number): number {
  let brackets = 0;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) {
      at = text.indexOf(text[at]!, at + 1);
      if (at < 0) return -1;
    } else if (code === 0x5b) brackets++;
    else if (code === 0x5d) brackets--;
    else if (code === LESS && text.startsWith('<!--', at)) {
      at = behind(text, '-->', at + 4) - 1;
      if (at < 0) return -1;
    } else if (code === GREATER && brackets <= 0) return at + 1;
  }
  return -1;
}

/** Text with comments and the like in it: they are left out, CDATA is taken as it stands. */
function joinText(text: string): string {
  let joined = '';
  for (let at = 0; at < text.length; ) {
    const markup = text.indexOf('<', at);
    if (markup < 0) return joined + unescapeXml(text.slice(at));
    joined += unescapeXml(text.slice(at, markup));
    const end = /[!?]/.test(text[markup + 1] ?? '') ? endOfMarkup(text, markup) : markup + 1;
    if (text.startsWith('<![CDATA[', markup))
      joined += text.slice(markup + 9, end < 0 ? text.length : end - 3);
    else if (end === markup + 1) joined += '<';
    at = end < 0 ? text.length : end;
  }
  return joined;
}
