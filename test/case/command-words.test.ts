import { describe, expect, it } from 'vitest'
import { commandWords } from '../../src/case/command-words.ts'
import type { Command } from '../../src/case/commands.ts'
import { decide } from '../../src/case/decide.ts'
import { refusalToAct } from '../../src/case/permissions.ts'
import { isRefusal } from '../../src/case/refusal.ts'
import { labels } from '../../src/slack/labels.ts'
import { heldCase, people, staff } from './story.ts'

const kinds = Object.keys(labels) as Command['kind'][] // the keys of labels, whose type Object.keys forgets
/** Nobody's: in no team, and no part in any case. */
const stranger = { id: 'U_STRANGER', teams: [], mayConfirmRelease: false }
// Only the kind is looked at: who may do it does not depend on the answers.
const refusalOf = (kind: Command['kind']) => refusalToAct({ kind } as Command, heldCase().c, stranger)
const refused = kinds.filter(kind => refusalOf(kind) !== undefined)

describe('the words of a command in a refusal', () => {
  it.each(kinds)('%s has words of its own, and not its bare name', kind => {
    const words = commandWords[kind]
    expect(words).not.toBe('')
    expect(words).not.toContain('_')
    expect(Object.values(commandWords).filter(other => other === words)).toEqual([words])
    expect(words.toLowerCase()).not.toBe(kind.replaceAll('_', ' '))
  })

  it.each(refused)('who may not %s is told so in a whole sentence', kind => {
    expect(refusalOf(kind)?.what).toMatch(new RegExp(`^Only .+ can ${commandWords[kind]}$`))
  })

  it('without a case is said in the same words', () => {
    const context = {
      now: '2026-12-02T10:00:00.000Z',
      actor: people.spoc,
      id: 'c',
      ref: 'R',
      linked: [],
      staff,
    }
    const outcome = decide({ kind: 'plan_visit', on: '2026-12-03' }, null, context)
    expect(isRefusal(outcome) && outcome.what).toBe('Nobody can plan the visit before there is a case')
  })
})
