import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isSameJson } from '../../../src/store/audit/same-json.ts'
import { canonicalJson } from '../../../src/store/canonical-json.ts'

it('values are the same JSON when their canonical JSON is the same', () => {
  const value = fc.jsonValue({ maxDepth: 3 }).map(one => JSON.parse(JSON.stringify(one)) as unknown)
  fc.assert(
    fc.property(value, value, (a, b) => {
      expect(isSameJson(a, b)).toBe(canonicalJson(a) === canonicalJson(b))
      expect(isSameJson(a, structuredClone(a))).toBe(true)
    }),
  )
})

it.each([
  [{ a: undefined }, {}, true],
  [{}, { a: undefined }, true],
  [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
  [{ a: 1 }, { a: 1, b: 1 }, false],
  [{ a: null }, {}, false],
  [[1, 2], [2, 1], false],
  [[], {}, false],
  [{ 0: 1 }, [1], false],
])('%j and %j: %s', (a, b, same) => {
  expect(isSameJson(a, b)).toBe(same)
})
