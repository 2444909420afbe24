import { describe, expect, it } from 'vitest'
import { citedOn, refusalOn, ruleOn } from '../../src/case/cited.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { headlineOf } from '../../src/case/headline.ts'
import { noticesOf } from '../../src/case/notices.ts'
import { type Team, teamNames } from '../../src/case/people.ts'
import { notYet } from '../../src/case/refusal.ts'
import { busyCase, deadCustomer } from '../handlers/over-case.ts'
import { heldCase, people, raise, releaseRequested, Story, staff, triageVisit, visit } from './story.ts'

const other = { serviceLine: 'universal_credit' } as const
const accessToWork = { serviceLine: 'access_to_work' } as const
const lineDefault = 'Safehold default for this service line'

describe('our words about a case of another benefit (F1)', () => {
  it('cite no paragraph of VR, in brackets or in a sentence', () => {
    expect(citedOn(other, 'Say so first (VR ¶15 Note, ¶16), then hold it')).toBe(
      `Say so first (${lineDefault}), then hold it`,
    )
    expect(citedOn(other, 'VR ¶16 says within 3 days')).toBe(
      'Safehold’s default for this service line says within 3 days',
    )
    expect(ruleOn(other, 'VR ¶4, ¶5; the date is a Safehold default')).toBe(lineDefault)
    expect(ruleOn(other, 'VR ¶7 to ¶11')).toBe(lineDefault)
    expect(ruleOn(other, 'VR Note after ¶4')).toBe(lineDefault)
  })

  it('keep what holds for every benefit', () => {
    expect(ruleOn(other, 'ME ¶15, VR ¶21')).toBe(`ME ¶15, ${lineDefault}`)
    expect(ruleOn(other, 'ME ¶5, ¶6')).toBe('ME ¶5, ¶6')
    expect(ruleOn(other, 'F3, D20')).toBe('F3, D20')
  })

  it('are as they were on Access to Work', () => {
    expect(citedOn(accessToWork, 'Hold it (VR ¶16)')).toBe('Hold it (VR ¶16)')
    const refusal = notYet('This needs a case conference first', 'VR ¶16', 'Record it (VR ¶16)')
    expect(refusalOn(accessToWork, refusal)).toEqual(refusal)
    expect(refusalOn(other, refusal)).toMatchObject({
      rule: lineDefault,
      youCan: [`Record it (${lineDefault})`],
    })
  })
})

const teams = Object.keys(teamNames) as Team[] // the keys of teamNames
const stories = [
  new Story().does(people.raiser, raise()),
  new Story()
    .does(people.raiser, raise())
    .does(people.spoc, triageVisit)
    .does(people.officer, visit('2026-11-23')),
  heldCase(),
  releaseRequested(),
  busyCase(),
  deadCustomer(true),
]

it('no headline, deadline or message of another benefit cites VR (F1)', () => {
  const words = stories.flatMap(({ c, events, now }) => {
    const elsewhere = { ...c, ...other }
    return [
      ...teams.flatMap(team => {
        const { first, second, third, restsOn } = headlineOf(elsewhere, [], team, now, staff)
        return [first, second, third, ...restsOn.rules.flatMap(({ rule, what }) => [rule, what])]
      }),
      ...deadlinesOf(elsewhere, staff).map(({ basis }) => basis),
      ...noticesOf(elsewhere, events, staff).map(({ text }) => text),
    ]
  })
  expect(words.join('\n')).toContain(lineDefault)
  expect(words.filter(said => said.includes('VR'))).toEqual([])
})

it('a refusal on a case of another benefit cites VR neither by role nor by state (F1)', () => {
  const story = new Story().does(people.raiser, raise(other))
  const byRole = story.tries(people.officer, { kind: 'take_the_lead' })
  const byState = story.tries(people.ceastOne, { kind: 'take_the_lead' })
  expect([byRole?.code, byState?.code]).toEqual(['not_allowed', 'not_yet'])
  for (const refusal of [byRole, byState]) expect(refusal?.rule).toBe(lineDefault)
  const disclosure = story.tries(people.adviser, {
    kind: 'log_disclosure',
    authority: 'police',
    channel: 'phone',
    on: '2026-11-23',
    items: ['name'],
    consent: 'given',
    contact: 't',
    purpose: 't',
    goodFaith: 't',
  })
  expect(disclosure?.rule).toBe('ME ¶5, ¶6')
})
