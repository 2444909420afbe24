import { describe, expect, it } from 'vitest'
import { oneState } from './alike.ts'
import { forgets, refuses } from './breaks.ts'
import { explore } from './closure.ts'
import type { Core } from './core.ts'
import { sameHold } from './interleave.ts'
import { mistakesToNotice, named } from './mistakes.ts'
import { chases, offers } from './offers.ts'
import { shrunk } from './shrink.ts'
import { wayWith } from './slices.ts'
import { compareWithSlowModel } from './slow-model.ts'
import { wordsOf } from './take.ts'
import { theorems } from './theorems.ts'
import { endsHere } from './way-out.ts'
import { emptyWorld } from './world.ts'

/** A machine may be busy with much else. */
const long = 120_000

const exploreBroken = (core: Core, until: string, ...moves: string[]) =>
  explore({ start: emptyWorld(1, core), ...wayWith(...moves), theorems: theorems(), until })

describe('a mistake in the core is noticed', { timeout: long }, () => {
  it.each(mistakesToNotice.map(([theorem, mistake, core, ...moves]) => ({ theorem, mistake, core, moves })))(
    '$theorem: $mistake',
    ({ theorem, core, moves }) => {
      const { examples } = exploreBroken(core, theorem, ...moves)
      expect(examples.map(example => example.theorem)).toContain(theorem)
    },
  )

  it('every theorem is among them', () => {
    const tried = new Set(mistakesToNotice.map(([theorem]) => theorem))
    const all = [...theorems().map(({ name }) => name), offers, chases, endsHere, oneState, sameHold]
    expect(all.filter(name => !tried.has(name))).toEqual([])
  })

  it('the second model disagrees with a core that needs three visits (R32)', () => {
    const core = forgets((event, c) => event.kind === 'hold_started' && (c?.visits.length ?? 0) < 2)
    expect(compareWithSlowModel(3, core).disagreement).toContain('ineffective')
  })
})

it('a counter-example is printed without the commands that it does not need', () => {
  const theorem = named('facts are never refused')
  const core = refuses('add_concern', c => c?.status === 'closed')
  const found = exploreBroken(core, theorem, 'add a concern').examples.find(
    example => example.theorem === theorem,
  )
  if (!found) throw new Error('nothing was found')
  const longer = { ...found, path: found.path.flatMap((taken, i) => (i === 1 ? [taken, taken] : [taken])) }
  const { path } = shrunk(emptyWorld(1, core), found, theorems)
  expect(wordsOf(path, 1)).toEqual([
    'raise a concern',
    'triage: no concern, no visit',
    "adviser's contact: no concern",
    'add a concern (raiser)',
  ])
  expect(shrunk(emptyWorld(1, core), longer, theorems).path.length).toBeLessThanOrEqual(longer.path.length)
})
