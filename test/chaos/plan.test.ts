import { describe, expect, it } from 'vitest'
import { type Backend, drawPlan, faultNames, type Plan } from './plan.ts'
import { faults } from './faults.ts'
import { seedsFor } from './seeds.ts'

const backends: readonly Backend[] = ['redis', 'postgres']
/** A plan as it is printed: what people type is a function of what they see. */
const printed = (plan: Plan): string => JSON.stringify(plan)
const seeds = Array.from({ length: 300 }, (_, seed) => seed)
const drawn = (backend: Backend): Plan[] => seeds.map(seed => drawPlan(seed, backend, { disk: true }))

describe('a chaos run', () => {
  it('is drawn the same again from its seed, and another from the next', () => {
    for (const backend of backends) {
      const [one, again, next] = [7, 7, 8].map(seed => printed(drawPlan(seed, backend, { disk: true })))
      expect(again).toBe(one)
      expect(next).not.toBe(one)
    }
  })

  it.each(backends)('of 300 on %s meets every fault that can be there', backend => {
    const met = new Set(drawn(backend).flatMap(({ strikes }) => strikes.map(({ fault }) => fault)))
    const possible = faultNames.filter(name => (faults[name].backend ?? backend) === backend)
    expect(possible.filter(name => !met.has(name))).toEqual([])
  })

  it.each(backends)('on %s meets no fault that its parts cannot have', backend => {
    const misplaced = drawn(backend).flatMap(plan =>
      plan.strikes.filter(({ fault }) => {
        const { backend: on, transport, disk } = faults[fault]
        return (
          (on ?? backend) !== backend ||
          (transport ?? plan.transport) !== plan.transport ||
          (disk && !plan.disk)
        )
      }),
    )
    expect(misplaced).toEqual([])
  })

  it('fills no disk unless it is asked to', () => {
    expect(seeds.some(seed => drawPlan(seed, 'redis', { disk: false }).disk)).toBe(false)
  })

  it('meets only the fault that is asked for', () => {
    const { strikes } = drawPlan(3, 'redis', { only: 'flushall', disk: false })
    expect(new Set(strikes.map(({ fault }) => fault))).toEqual(new Set(['flushall']))
  })

  it('of the fixed set is listed once', () => {
    const listed = seedsFor(backends).map(({ seed, backend }) => `${backend} ${seed}`)
    expect(new Set(listed).size).toBe(listed.length)
  })
})
