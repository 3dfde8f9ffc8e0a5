// What is computed of an object once, and told again while the object lives.

/** `compute`, its result kept for each key. */
export function oncePer<Key extends object, Result>(compute: (key: Key) => Result): (key: Key) => Result {
  const known = new WeakMap<Key, { readonly result: Result }>();
  return (key) => {
    let held = known.get(key);
    if (!held) {
      held = { result: compute(key) };
      known.set(key, held);
    }
    return held.result;
  };
}
