import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Answers } from '../../src/workbench/hands.ts'
import { byHand, today, wordsOf } from '../support/case-by-hand.ts'
import { who } from '../support/people.ts'
import { rawWire } from '../support/raw-wire.ts'
import { type CaseRecord, recordOf } from '../support/record-of.ts'
import { settingsFile } from '../support/settings-file.ts'
import { type Running, startSafehold } from '../support/safehold.ts'

/** What is typed into the case, to see who is shown it. */
const said = {
  concern: 'Wren heard a child cry',
  address: '7 Made Up Lane',
  risk: 'A loose dog',
  action: 'Ask the school',
  number: 'QQ 66 77 88 A',
} as const

let safehold: Running
let hand: ReturnType<typeof byHand>
let wire: ReturnType<typeof rawWire>
let record: CaseRecord
let ref: string
let caseId: string

const step = async (person: string, command: string, answers: Answers = {}) => {
  await hand.openFromCase(person, ref, command)
  return hand.done(person, answers)
}

beforeAll(async () => {
  const settings = settingsFile({ dutyContact: who.ceastTwo }, afterAll)
  safehold = await startSafehold({ env: { SAFEHOLD_CONFIG: settings } })
  hand = byHand(safehold.workbench)
  wire = rawWire(safehold.workbench)
  record = await recordOf(safehold)
  ref = await hand.raise({ text: said.concern, harmed: ['child', 'colleague'] })
  caseId = (await record.store.readCase({ ref }))?.case.id ?? ''
  await hand.triage(ref)
  await hand.refer(ref, { address: said.address, riskToStaff: said.risk, number: said.number })
  await step(who.officer, 'record_visit_outcome', { outcome: 'unsafe_area', on: today(), which: 'first' })
  await step(who.ceastOne, 'agree_action', { text: said.action, owner: who.otherRaiser, dueOn: today() })
})
afterAll(async () => {
  await record?.close()
  await safehold?.stop()
})

const caseOf = async (person: string) => wordsOf(await wire.asked(person, `case ${ref}`))
const formOf = async (person: string, command: string) => {
  const substance = (await record.store.readCase({ ref }))?.case.substance
  return wordsOf(await wire.pressed(person, `do:${command}`, `${caseId}.${substance}`))
}
/** What of it these words show. */
const shownIn = (words: string) =>
  Object.entries(said).flatMap(([name, text]) => (words.includes(text) ? [name] : []))

describe('a case in which a child could be harmed is read by those who need it (F15, R8, D19)', () => {
  it.each([
    ['SPOC', who.spoc, ['concern', 'address', 'risk', 'action', 'number']],
    ['CEAST', who.ceastOne, ['concern', 'address', 'risk', 'action', 'number']],
    ['DWP Visiting', who.officer, ['address', 'risk']],
    ['an ACSSL it was not referred to', who.acssl, []],
    ['the leads', who.lead, []],
    ['whoever raised it', who.raiser, ['concern']],
    ['whoever has an action', who.otherRaiser, ['action']],
  ])('%s', async (_who, person, shown) => {
    const words = await caseOf(person)
    expect(words).toContain('DO NOT SUSPEND OR STOP')
    expect(shownIn(words)).toEqual(shown)
  })

  it('says why, and that nobody has to tell the parents, to those who read it (ME ¶4, F14)', async () => {
    const words = await caseOf(who.ceastOne)
    expect(words).toContain('Restricted: do not share what you read here.')
    expect(words).toContain('You do not have to tell the parents or guardian (ME ¶4).')
    expect(await caseOf(who.lead)).toContain('This case is restricted. You see the hold')
    expect(await caseOf(who.lead)).not.toMatch(/child|parents|Timeline|Agreed actions|Linked/i)
    expect(await caseOf(who.officer)).toContain('You see what a visit needs')
  })

  it('no form shows what the case does not (F15)', async () => {
    for (const person of [who.officer, who.acssl])
      for (const command of ['complete_action', 'correct_entry', 'record_visit_outcome', 'record_death']) {
        const shown = shownIn(await formOf(person, command))
        const needed = person === who.officer ? ['address', 'risk'] : []
        expect([command, shown.filter(name => !needed.includes(name))]).toEqual([command, []])
      }
    expect(shownIn(await formOf(who.otherRaiser, 'complete_action'))).toEqual(['action'])
    expect(await formOf(who.officer, 'record_visit_outcome')).toContain('A colleague could be harmed.')
  })

  it('every check shows the hold and whom to ring, and not why it is held (F6, F15)', async () => {
    const words = await hand.check(said.number, who.raiser)
    expect(words).toContain('Do not suspend or stop this award.')
    expect(words).toContain('Ring CEAST')
    expect(words).not.toMatch(/unsafe|VR ¶6/)
  })

  it('no channel says what could happen to whom', async () => {
    for (const channel of ['spoc', 'visiting', 'ceast', 'leads'] as const)
      expect(wordsOf([...hand.headlinesOf(channel, ref), ...hand.alertsOf(channel, ref)])).not.toMatch(
        /child/i,
      )
  })
})

describe('a customer who is a colleague is refused everywhere (F15)', () => {
  it('in the case, its forms, the lists and a check, whatever their role', async () => {
    for (const verb of ['holds', 'due']) expect(wordsOf(await wire.asked(who.ceastTwo, verb))).toContain(ref)
    await step(who.ceastTwo, 'take_the_lead')
    expect(wordsOf(await wire.asked(who.ceastTwo, 'mine'))).toContain(ref)
    await step(who.ceastOne, 'restrict_case', {
      why: 'colleague',
      colleague: who.ceastTwo,
      reason: 'She works with us',
    })

    for (const words of [await caseOf(who.ceastTwo), await formOf(who.ceastTwo, 'record_evidence_review')]) {
      expect(words).toContain('There is no case with that reference that you can open')
      expect(shownIn(words)).toEqual([])
    }
    for (const verb of ['holds', 'due', 'mine'])
      expect([verb, wordsOf(await wire.asked(who.ceastTwo, verb)).includes(ref)]).toEqual([verb, false])
    const checked = await hand.check(said.number, who.ceastTwo)
    expect(checked).toContain('Cannot check. Treat the award as on hold, and ring CEAST.')
    expect(checked).not.toContain('on hold since')
    // Nobody else loses sight of it, and the lead is to be taken again.
    expect(await caseOf(who.ceastOne)).toContain('do:take_the_lead')
    expect(await hand.check(said.number, who.raiser)).toContain('Do not suspend or stop this award.')
  })

  it('also on another case of the same customer (F5)', async () => {
    const other = await hand.raise({ number: said.number }, who.otherRaiser)
    expect(wordsOf(await wire.asked(who.ceastOne, `case ${other}`))).toContain('held with')
    expect(wordsOf(await wire.asked(who.ceastTwo, `case ${other}`))).toContain(
      'There is no case with that reference',
    )
    // Being the duty contact, they would have been told that it is there (F14).
    const inLeads = () => wordsOf(hand.driver.as(who.lead).messages(hand.channelId('leads')))
    await hand.driver.waitFor(() => inLeads().includes(`${other}: raised by`), {
      timeoutMs: 12_000,
      what: 'the leads to be told in place of the duty contact',
    })
    expect(wordsOf(hand.driver.as(who.ceastTwo).direct())).not.toContain(other)
  })
})
