import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { actionFor } from '../../src/case/notices/deadline.ts'
import { rungs } from '../../src/case/ladder.ts'
import { ladderPage, nameOf, onceBecause, toldAt } from './ladder-page.ts'
import { samples } from './ladder-stories.ts'

const all = samples()
const urgentToo = new Set(['danger_unfinished', 'triage', 'call_back', 'restoration'])
const names = (sample: (typeof all)[number], rung: number) => [
  ...new Set(toldAt(sample, rung)?.notices.map(nameOf) ?? []),
]

describe('the ladder of each kind of date', () => {
  it('is shown for every kind that there is, on a page that the program makes', () => {
    expect(readFileSync('docs/deadlines.md', 'utf8')).toBe(ladderPage())
    expect([...new Set(all.map(({ deadline }) => deadline.kind))]).toEqual(Object.keys(actionFor))
  })

  it.each(all.map(sample => [`${sample.deadline.kind} (${sample.deadline.ladder})`, sample] as const))(
    '%s ends with the leads, or says why it is told once (F16)',
    (_name, sample) => {
      const { kind, ladder } = sample.deadline
      const last = names(sample, rungs.leads)
      const [then, next] = [toldAt(sample, rungs.leads)?.at ?? '', toldAt(sample, 5)?.at ?? '']
      const goesOn = last.includes('the safeguarding leads') && next > then
      expect(goesOn).toBe(ladder !== 'once')
      expect(onceBecause[kind] !== undefined || goesOn).toBe(true)
    },
  )

  it.each(
    all
      .filter(({ deadline: { owner, ladder } }) => 'person' in owner && ladder === 'working_days')
      .map(sample => [sample.deadline.kind, sample] as const),
  )('%s is told to the person first, then to a channel, then to the leads (F16)', (kind, sample) => {
    const first = names(sample, rungs.due)
    expect(first[0]).toBe('the person')
    // Nobody in charge has said that they know: whoever is on duty is asked too, and their channel is the leads' (R4, F12).
    const isManager = kind === 'acknowledgement'
    expect(first.slice(1)).toEqual(isManager ? ['the duty contact'] : [])
    const channel = kind === 'learning_item' ? 'ACSSL' : isManager ? 'the safeguarding leads' : 'SPOC'
    expect(names(sample, rungs.overdue)).toEqual(['the person', channel])
    expect(names(sample, rungs.leads)).toEqual([
      ...new Set(['the person', channel, 'the safeguarding leads']),
    ])
  })

  it('is urgent by the half-hour only where somebody may be in danger or without money', () => {
    const hourly = all.filter(({ deadline }) => deadline.ladder === 'hourly')
    expect(new Set(hourly.map(({ deadline }) => deadline.kind))).toEqual(urgentToo)
    for (const { deadline } of hourly) expect(deadline.severity).toBe(0)
  })
})
