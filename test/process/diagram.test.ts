import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { forms } from '../../handlers/forms.ts'
import { citedIn } from '../../src/rules/citation.ts'
import { labels } from '../../src/slack/labels.ts'
import { main } from './diagram.ts'
import { basisOf, drawn } from './lines.ts'
import { pageOf } from './page.ts'
import { stateDiagram } from './state-diagram.ts'
import { type Walk, walk } from './walk.ts'

let walked: Walk

beforeAll(async () => {
  walked = await walk()
}, 180_000)

const moves = () =>
  drawn(walked).map(
    ({ from, command, to, startsHold }) => `${from ?? 'start'} ${command} ${to}${startsHold ? ' HOLD' : ''}`,
  )

describe('the walk through the process', () => {
  it('comes through every status that there is', () => {
    const source = /export type Status =([^\n]*(?:\n +\|[^\n]*)+)/.exec(
      readFileSync('src/case/case.ts', 'utf8'),
    )
    const statuses = [...(source?.[1] ?? '').matchAll(/'(\w+)'/g)].map(([, name]) => name)
    expect(statuses.length).toBeGreaterThan(8)
    expect(new Set<unknown>(walked.statuses.keys())).toEqual(new Set(statuses))
  })

  it('takes every step that there is a form or a button for', () => {
    const taken = new Set<string>(walked.steps.map(({ command }) => command))
    const offered = [...forms.map(form => form.command), 'declare_danger', 'open_advice']
    // A message to oneself is no step of a case.
    expect(offered.filter(kind => !taken.has(kind))).toEqual(['ask_for_reminder'])
  })

  it('never comes to a decision or a closed case from a status of CEAST but by the return (R36, R50, VR ¶11, ¶23)', () => {
    const ceast = ['ceast_review', 'concern_confirmed', 'returning']
    const out = walked.steps.filter(
      ({ from, to }) => ceast.includes(from ?? '') && ['decision', 'closed'].includes(to),
    )
    expect(out.map(({ command }) => command)).toEqual(out.map(() => 'return_to_adviser'))
    expect(out).not.toEqual([])
  })

  it('is refused in the words of rules that there are', () => {
    expect(walked.refusals.length).toBeGreaterThan(20)
    const known = (rule: string) => {
      const { paragraphs, ids, besides } = citedIn(rule)
      return paragraphs.length + ids.length > 0 || besides.some(words => words.startsWith('Safehold default'))
    }
    expect(walked.refusals.filter(({ rule }) => !known(rule))).toEqual([])
  })
})

describe('the diagram', () => {
  it('has the line of the guidance in it (VR ¶4, ¶6, ¶8, ¶10, ¶18, ¶19, ¶22, ¶23)', () => {
    expect(moves()).toEqual(
      expect.arrayContaining([
        'start raise_concern triage',
        'triage record_triage_decision with_adviser',
        'triage complete_visiting_referral visit_due',
        'visit_due record_visit_outcome awaiting_contact',
        'visit_due record_visit_outcome ceast_review HOLD',
        'awaiting_contact record_customer_contact visit_due',
        'awaiting_contact record_visit_outcome ceast_review HOLD',
        'ceast_review record_ceast_outcome concern_confirmed HOLD',
        'ceast_review record_ceast_outcome returning',
        'concern_confirmed confirm_release returning',
        'returning return_to_adviser decision',
        'decision record_award_decision closed',
        'closed add_concern triage',
      ]),
    )
  })

  it('draws one arrow between two statuses, with a line for each step and its paragraph', () => {
    const lines = stateDiagram(walked).split('\n')
    const arrows = lines.filter(line => line.includes('-->')).map(line => line.split(':')[0])
    expect(new Set(arrows).size).toBe(arrows.length)
    expect(lines).toContain(
      '    [*] --> triage: Declare immediate danger (ME ¶3, ME ¶9)<br/>Raise a concern (ME ¶2, ME ¶3, VR ¶4)<br/>Get advice, danger not sure or yes (ME ¶3, ME ¶8)<br/>Bring in an existing case (Safehold default)',
    )
    expect(lines).toContain('    returning --> decision: Return to adviser (VR ¶23)')
  })

  it('says of each step who may take it and what it rests on', () => {
    const page = pageOf(walked)
    const clockwork = ['pass_deadline', 'apply_bank_holidays', 'return_steps', 'erase_case']
    for (const [kind, label] of Object.entries(labels).filter(([name]) => !clockwork.includes(name))) {
      expect(page).toContain(`| **${label}** |`)
      expect(basisOf(kind as keyof typeof labels)).not.toBe('') // the keys of labels
    }
    expect(page).toContain('| **Take the lead** | CEAST | VR ¶12 | R37 | CEAST lead |')
  })

  it('is made by a command that knows no other words', async () => {
    expect(await main(['--wirte'])).toBe(2)
  })
})
