import { describe, expect, it } from 'vitest'
import type { Case } from '../../src/case/case.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { rungs } from '../../src/case/ladder.ts'
import type { NamedInSettings } from '../../src/case/notices/customer.ts'
import { namedInSettings as namedIn } from '../../src/settings/named-in-settings.ts'
import { outboxRows } from '../../src/store/perform/derived.ts'
import { heldCase, people, raise, staff, Story } from '../case/story.ts'

const rowsOf = (story: Story, events = story.events, more = {}) =>
  outboxRows(story.c, events, [], { staff, ...more })

describe('a message as it is written', () => {
  it('of danger is the gravest; of a date it is as grave as the date; anything else is the least', () => {
    const danger = rowsOf(new Story().does(people.raiser, raise({ danger: 'yes' })))
    const urgent = danger.filter(({ lane }) => lane === 'urgent')
    expect(urgent.length).toBeGreaterThan(0)
    for (const { severity } of urgent) expect(severity).toBe(0)

    const story = new Story().does(people.raiser, raise())
    const ordinary = rowsOf(story).filter(({ lane }) => lane === 'ordinary')
    expect(ordinary.length).toBeGreaterThan(0)
    for (const { severity } of ordinary) expect(severity).toBe(2)
    const triage = deadlinesOf(story.c, staff).find(({ kind }) => kind === 'triage')
    if (!triage) throw new Error('There is no triage to be done')
    const dueAt = triage.dueAt
    story.at(dueAt).does(people.clock, {
      kind: 'pass_deadline',
      deadline: `triage-${triage.n}`,
      rung: 2,
      dueAt,
    })
    for (const { severity } of rowsOf(story, story.events.slice(-1))) expect(severity).toBe(triage.severity)
  })

  it('for whoever is on duty goes to the leads by their own name where nobody is, so that their channel has one line', () => {
    const story = new Story().does(people.raiser, raise({ danger: 'yes' }))
    const duty = (leadsAreOnDuty: boolean) =>
      rowsOf(story, story.events, { leadsAreOnDuty }).map(({ destination }) => destination)
    expect(duty(false)).toContain('duty:contact')
    expect(duty(true)).toContain('team:leads')
    expect(duty(true)).not.toContain('duty:contact')
  })

  const keptOut = (others: string[]) =>
    ({ kind: 'restrict_case', why: 'other', reason: 't', others }) as const
  const onDuty = 'U_DUTY'

  it('for whoever is on duty goes to the leads where that person is kept out of the case, or of a linked one (F5, F15)', () => {
    const story = new Story().does(people.raiser, raise())
    const linked = new Story('2026-11-23T10:00:00.000Z', 'other').does(people.raiser, raise())
    linked.does(people.ceastOne, keptOut([onDuty]))
    const duty = (beside: Case[], namedInSettings: NamedInSettings) =>
      outboxRows(story.c, story.events, beside, { staff, namedInSettings }).map(row => row.destination)
    expect(duty([], { onDuty })).toContain('duty:contact')
    expect(duty([linked.c], { onDuty: 'U_ANOTHER' })).toContain('duty:contact')
    const instead = duty([linked.c], { onDuty })
    expect(instead).toContain('team:leads')
    expect(instead).not.toContain('duty:contact')
  })

  it('for whoever is on duty goes to the leads where that person is the line manager who must not be told (F14)', () => {
    const secret = new Story().does(people.raiser, raise({ lineManager: onDuty, doNotTell: 'text-why' }))
    const places = rowsOf(secret, secret.events, { namedInSettings: { onDuty } }).map(row => row.destination)
    expect(places).toContain('team:leads')
    expect(places).not.toContain('duty:contact')
  })

  it('for a deputy who is kept out goes to the ACSSLs of the district, which has heard it already (F15)', () => {
    const story = heldCase().does(people.ceastOne, {
      kind: 'refer_to_acssl',
      district: 'North',
      need: 't',
      reviewOn: '2026-12-10',
    })
    story.does(people.ceastOne, keptOut(['U_DEPUTY']))
    const live = deadlinesOf(story.c, staff).find(({ kind }) => kind === 'acssl_acceptance')
    if (!live) throw new Error('Nobody is asked to accept it')
    const deadline = `acssl_acceptance-${live.n}`
    const pass = { kind: 'pass_deadline', deadline, rung: rungs.overdue, dueAt: live.dueAt } as const
    story.at('2026-12-04T09:30:00.000Z').does(people.clock, pass)
    const places = (deputy: string, districts?: Set<string>) => {
      const namedInSettings = namedIn({
        districts: [{ name: 'NORTH', group: 'A', deputy, lastVerified: '2026-11-01' }],
      })
      const more = { namedInSettings, ...(districts && { districts }) }
      const rows = rowsOf(story, story.events.slice(-1), more)
      return rows.map(row => row.destination).filter(place => /acssl|deputy/.test(place))
    }
    expect(places('U_ANOTHER')).toEqual(['team:acssl', 'deputy:North'])
    expect(places('U_DEPUTY')).toEqual(['team:acssl'])
    expect(places('U_DEPUTY', new Set(['North']))).toEqual(['acssl:North'])
  })
})
