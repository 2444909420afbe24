import { inspect } from 'node:util'

/** Something that opens doors. However it is printed, put into words or made into JSON, it does not show. */
export type Secret<T> = {
  /** The thing itself, for whoever needs it: never for a message, a log or an error. */
  reveal(): T
  toString(): string
}

const masked = '[secret]'

/** Keeps a value out of sight. */
export const secret = <T>(value: T): Secret<T> =>
  Object.freeze({
    reveal: () => value,
    toString: () => masked,
    toJSON: () => masked,
    [inspect.custom]: () => masked,
  })
