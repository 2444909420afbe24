import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/case/commands.ts'
import { type Effect, tellingAnswers } from './telling.ts'

const form = 'triage false put_on_hold'

const answered = (n: number, word: string) => {
  const command: Command = { kind: 'declare_danger', serviceLine: 'access_to_work' }
  return { source: { form, n }, command: { ...command, word } }
}

const afterAll = (...effects: Effect[]): boolean[] => {
  const telling = tellingAnswers()
  for (const [n, effect] of effects.entries()) telling.learn(answered(n, n % 2 === 0 ? 'yes' : 'no'), effect)
  telling.settle()
  return effects.map((_effect, n) => telling.isWorthTrying({ form, n }))
}

const taken = (effect: string): Effect => ({ effect, isTaken: true })
const refused = (effect: string): Effect => ({ effect, isTaken: false })

describe('the answers that are tried again', () => {
  it('are one of a form that comes to the same whatever is answered', () => {
    expect(afterAll(taken('noted'), taken('noted'), taken('noted'))).toEqual([true, false, false])
  })

  it('have every answer in them for each effect, where a form comes to more than one', () => {
    expect(afterAll(taken('held'), taken('held'), taken('held'), taken('moved'))).toEqual([
      true,
      true,
      false,
      true,
    ])
  })

  it('are all of them as long as none was taken', () => {
    expect(afterAll(refused('not yet'), refused('not yet'))).toEqual([true, true])
  })
})
