// What rows of tables make of stored values, for tests of conversions.

import { View } from '../src/bytes/view.js';
import type { Row } from '../src/tables/row.js';
import { Scope } from '../src/tables/scope.js';
import type { Value } from '../src/tables/value.js';

/** What tags left for others. */
export type Members = { readonly [name: string]: Value };

/** What is told of an entry: its first bytes, each as a character, its type and how many values it has. */
export interface EntryFacts {
  readonly head?: string;
  readonly format?: string;
  readonly count?: number;
}

export function scopeOf(members: Members, { head = '', format = '', count = 0 }: EntryFacts = {}): Scope {
  const view = new View(Uint8Array.from(head, (character) => character.charCodeAt(0)));
  const scope = new Scope({ members: new Map(Object.entries(members)) }, view, 0, view.end, false);
  scope.format = format;
  scope.count = count;
  return scope;
}

/** The text of a value that a tag stores; `undefined` where it is dropped. */
export function textOf({ raw, value, print, labelling }: Row, stored: Value, scope: Scope): Value {
  const text = labelling ? (now: Value) => labelling.of(now, scope) : print;
  return [raw, value, text].reduce<Value>(
    (now, convert) => (now === undefined || !convert ? now : convert(now, scope)),
    stored,
  );
}
