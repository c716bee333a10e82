/** What a record itself holds under a key. An id may be any word, `constructor` too: what objects inherit is nobody's. */
export const own = <Value>(record: { readonly [key: string]: Value }, key: string): Value | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined
