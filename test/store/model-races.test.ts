import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { replay } from '../../src/case/evolve.ts'
import { isRefusal } from '../../src/case/refusal.ts'
import { begin, beginnings } from '../explore/beginnings.ts'
import { theCore } from '../explore/core.ts'
import { findings } from '../explore/findings.ts'
import { accessToWork } from '../explore/moves.ts'
import { again, type Attempt, attempt, stepOf } from '../explore/take.ts'
import { holdTheorems } from '../explore/theorems-hold.ts'
import { emptyWorld, type World } from '../explore/world.ts'
import { daysAgo } from './acting.ts'
import { inStore, type InStore } from './model-in-store.ts'
import { people } from '../explore/world.ts'
import { type Opened, opened } from './opened.ts'

/** The model's day is today, because the database's clock is. */
const today = (cases: 1 | 2): World => {
  const day = { before: daysAgo(1), today: daysAgo(0), ahead: daysAgo(-1), now: new Date().toISOString() }
  return { ...emptyWorld(cases, theCore), days: [day] }
}

/** The clock is left out: nothing falls due today, and the record here knows of no change of bank holidays. */
const moves = accessToWork.filter(move => move.when === undefined && move.by.id !== people.clock.id)

/** Every move that somebody can make now, on either case. */
const possible = (world: World): Attempt[] =>
  world.cases.flatMap((c, index) =>
    moves.flatMap(move => {
      const tried = c && attempt(world, index, move)
      return tried && stepOf(world, tried) ? [tried] : []
    }),
  )

const substanceOf = (world: World, index: number): number => world.cases[index]?.substance ?? 0

const answerOf = ({ outcome }: Attempt): string => (isRefusal(outcome) ? outcome.code : 'done')

/** What two forms of one version lead to when they are sent one after the other. */
const oneAfterTheOther = (world: World, first: Attempt, second: Attempt) => {
  const middle = stepOf(world, first)?.after ?? world
  const late = again(second, middle, substanceOf(world, second.index))
  return { world: stepOf(middle, late)?.after ?? middle, answers: [answerOf(first), answerOf(late)] }
}

/** Case, answers and all, as one text: two orders may differ in nothing that is in it. */
const textOf = (cases: readonly unknown[], answers: readonly string[]): string =>
  JSON.stringify({ cases, answers })

describe('two people who act on one state at the same moment', () => {
  let here: Opened
  let both: readonly [InStore, InStore]
  beforeAll(async () => {
    here = await opened()
    const names = new Map<string, string>()
    both = [inStore(here.store, names), inStore(await here.again(), names)]
  })
  afterAll(() => here.close())

  it('leave what they would have left one after the other, and the record proves it (R36, F3, F5)', {
    timeout: 120_000,
  }, async () => {
    const [one, two] = both
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.values(beginnings).filter(({ moves: steps }) => steps.length > 0)),
        fc.array(fc.nat(), { maxLength: 3 }),
        fc.nat(),
        fc.nat(),
        fc.scheduler(),
        async (beginning, more, a, b, scheduler) => {
          const start = today(beginning.cases)
          const ids = start.cases.map(() => randomUUID())
          let world = start
          const perform = async (tried: Attempt) => {
            expect(await one.perform(ids, tried)).toBe('done')
            world = stepOf(world, tried)?.after ?? world
          }
          for (const { index, move } of begin(beginning, start).taken) {
            const tried = attempt(world, index, move)
            if (tried) await perform(tried)
          }
          for (const n of more) {
            const all = possible(world)
            const next = all[n % all.length]
            if (next) await perform(next)
          }

          const firsts = possible(world)
          const first = firsts[a % firsts.length]
          const others = firsts.filter(({ move }) => move.by.id !== first?.move.by.id)
          const second = others[b % others.length]
          if (!first || !second) return

          const answers = Promise.all([
            scheduler
              .schedule(Promise.resolve(), first.move.name)
              .then(() => one.perform(ids, first, substanceOf(world, first.index))),
            scheduler
              .schedule(Promise.resolve(), second.move.name)
              .then(() => two.perform(ids, second, substanceOf(world, second.index))),
          ])
          await scheduler.waitIdle()
          const told = await answers

          const stored = await Promise.all(ids.map(id => one.caseOf(ids, id)))
          const inOrder = [oneAfterTheOther(world, first, second), oneAfterTheOther(world, second, first)]
          const [forwards, backwards] = inOrder
          const expected = [
            textOf(one.plain(forwards?.world.cases ?? []), forwards?.answers ?? []),
            textOf(one.plain(backwards?.world.cases ?? []), backwards?.answers.toReversed() ?? []),
          ]
          const found = textOf(one.plain(stored), told)
          expect(expected).toContain(found)

          const serial = inOrder[expected.indexOf(found)]
          const against = findings(holdTheorems)
          against.ofState({ ...(serial?.world ?? world), cases: stored }, () => [])
          expect(against.examples).toEqual([])
          for (const id of ids) {
            const now = await here.store.readCase({ id })
            if (!now) continue
            expect(replay(await here.store.timelineOf(id))).toEqual(now.case)
            expect(await here.store.verifyChain(id)).toMatchObject({ ok: true })
          }
        },
      ),
      { numRuns: 40 },
    )
  })
})
