import { describe, expect, it } from 'vitest'
import { explore } from './closure.ts'
import { smallSlices } from './slices.ts'
import { compareWithSlowModel } from './slow-model.ts'
import { theorems } from './theorems.ts'
import { emptyWorld } from './world.ts'

describe('every state that a case can reach within small bounds', { timeout: 120_000 }, () => {
  it.each(smallSlices())(
    '$title: no counter-example to any theorem (R29, R32, R36, R40, R41, R42, F3, F5, F9, F16)',
    slice => {
      const all = theorems()
      const closure = explore({ start: emptyWorld(slice.cases), ...slice, theorems: all })
      expect(closure.examples).toEqual([])
      expect(closure.states).toBeGreaterThan(100)
      for (const theorem of all)
        expect([theorem.name, (closure.checked.get(theorem.name) ?? 0) > 0]).toEqual([theorem.name, true])
    },
  )

  it('a second model of visits and holds, written from the rules alone, agrees (R31, R32, R35, R36, F9)', () => {
    const { given, disagreement } = compareWithSlowModel(4)
    expect(disagreement).toBeUndefined()
    expect(given).toBeGreaterThan(1000)
  })
})
