// Tables are made of text when first asked for, so that loading a module costs nothing.

/** A function that makes its value at the first call and keeps it. */
export function lazy<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
