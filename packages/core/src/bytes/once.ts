// What is computed of an object once, and told again while the object lives.

/**
 * A value kept with an object of others. It is a hidden property of the object: what stands in a `WeakMap` outlives
 * its file by many others, since only a full collection of garbage looks there.
 */
export class Slot<Key extends object, Value> {
  readonly #name = Symbol('kept');

  get(key: Key): Value | undefined {
    // Only `set` writes under this symbol.
    return (key as { readonly [name: symbol]: Value | undefined })[this.#name];
  }

  set(key: Key, value: Value): void {
    Object.defineProperty(key, this.#name, { value, configurable: true });
  }
}

/** `compute`, its result kept for each key. */
export function oncePer<Key extends object, Result>(compute: (key: Key) => Result): (key: Key) => Result {
  const known = new Slot<Key, { readonly result: Result }>();
  return (key) => {
    let held = known.get(key);
    if (!held) {
      held = { result: compute(key) };
      known.set(key, held);
    }
    return held.result;
  };
}
