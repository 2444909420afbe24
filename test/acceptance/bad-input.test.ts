import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '../../src/calendar/dates.ts'
import { makeRef } from '../../src/case/ref.ts'
import { byHand, refIn, today, wordsOf } from '../support/case-by-hand.ts'
import { type EverythingSent, everythingSent } from '../support/everything-sent.ts'
import { who } from '../support/people.ts'
import { rawWire } from '../support/raw-wire.ts'
import { type CaseRecord, recordOf } from '../support/record-of.ts'
import { type Running, startSafehold } from '../support/safehold.ts'

let safehold: Running
let hand: ReturnType<typeof byHand>
let wire: ReturnType<typeof rawWire>
let record: CaseRecord
let sent: EverythingSent

beforeAll(async () => {
  safehold = await startSafehold()
  hand = byHand(safehold.workbench)
  wire = rawWire(safehold.workbench)
  record = await recordOf(safehold)
  sent = everythingSent(safehold.workbench.world)
})
afterAll(async () => {
  await record?.close()
  await safehold?.stop()
})

const nobodys = makeRef(2026, 999_999)

const as = (person: string) => hand.driver.as(person)
const closeAll = async (person: string): Promise<void> => {
  while (as(person).view()) await as(person).close()
}
const eventCount = async (): Promise<number> =>
  (await record.rows<{ n: number }>(`select count(*)::int as n from event where actor <> 'safehold'`))[0]
    ?.n ?? 0

/** What the form on screen holds, by block_id. */
const typedInto = (person: string, blockId: string): unknown =>
  as(person).view()?.state.values[blockId]?.['value']?.['value']

/** The answer to `/concern <text>`. */
const asked = async (text: string): Promise<string> => wordsOf(await wire.asked(who.raiser, text))

const opened = async (person: string, ref: string): Promise<string> => {
  const found = await record.store.readCase({ ref })
  return wordsOf(await wire.pressed(person, 'open_case', `${found?.case.id}.1`))
}

const referred = async (): Promise<string> => {
  const ref = await hand.raise()
  for (const [command, answers] of [
    ['record_triage_decision', { concern: 'yes', visit: 'yes', reason: 'A visit may help' }],
    [
      'complete_visiting_referral',
      {
        reason: 'vulnerability',
        address: '1 Made Up Street',
        nation: 'scotland',
        safeToLeave: 'yes',
        whyNoNumber: 'Not known yet',
      },
    ],
  ] as const) {
    await hand.openFromCase(who.spoc, ref, command)
    await hand.done(who.spoc, answers)
  }
  return ref
}

const visit = (on: string, which: string) => ({ on, which, outcome: 'no_answer', letterLeft: 'yes' })

describe('a National Insurance number', () => {
  it.each(['QQ 12 34 56', 'QQ123456E', 'BG 12 34 56 C', '12 34 56', 'not a number'])(
    'that is %s is refused beside its field, and nothing else of the form is lost (F6)',
    async number => {
      const before = await eventCount()
      await hand.openRaise()
      const answers = { danger: 'no', text: 'All my own words', harmed: ['child'], number }
      expect(await as(who.raiser).submit(answers)).toEqual({
        ok: false,
        error: expect.any(String),
        errors: { number: 'Enter a National Insurance number in the correct format' },
      })
      expect(typedInto(who.raiser, 'text')).toBe('All my own words')
      expect(typedInto(who.raiser, 'number')).toBe(number)
      expect(await eventCount()).toBe(before)
      expect(refIn(await hand.done(who.raiser, { number: 'QQ 12 34 56 C' }))).toMatch(/^ACS-/)
    },
  )

  it('beginning with QQ is taken and marked as an example, to those who see numbers', async () => {
    const ref = await hand.raise({ number: ' qq-12.34 56c ' })
    expect(await opened(who.spoc, ref)).toContain('QQ 12 34 56 C (example)')
    expect(await opened(who.raiser, ref)).not.toContain('QQ 12')
  })

  it('is asked for where a check has none or a wrong one', async () => {
    expect(await asked('check')).toContain('Check an award')
    for (const [number, words] of [
      ['   ', 'Enter a National Insurance number'],
      ['QQ 12', 'Enter a National Insurance number in the correct format'],
    ] as const)
      expect(await as(who.raiser).submit({ number })).toMatchObject({ errors: { number: words } })
    await closeAll(who.raiser)
  })

  it.each(['QQ987654A', 'check QQ 98 76 54 A', 'case qq-98-76-54-a', 'help 987654A', 'QQ 98 76 54'])(
    'given as /concern %s is not used, not repeated, and the answer says why (F6)',
    async text => {
      const words = await asked(text)
      expect(words).toContain('What you typed after /concern was not used.')
      expect(words).toContain('A number is only ever typed in a form')
      expect(words).not.toMatch(/98.?76.?54/)
    },
  )
})

describe('a visit', () => {
  it('in the future is refused beside its date, and the form stays (F7)', async () => {
    const ref = await referred()
    await hand.openFromCase(who.officer, ref, 'record_visit_outcome')
    const tomorrow = addDays(today(), 1)
    expect(
      await as(who.officer).submit({ ...visit(tomorrow, 'first'), notes: 'Knocked twice' }),
    ).toMatchObject({ errors: { on: expect.stringContaining('Date of visit must be today or in the past') } })
    expect(typedInto(who.officer, 'notes')).toBe('Knocked twice')
    expect(await hand.done(who.officer, { on: today() })).toContain('Visit outcome recorded')
    expect(await opened(who.spoc, ref)).toContain('Knocked twice')
  })

  it('before the first visit is refused beside its date, and the form stays (F7)', async () => {
    const ref = await referred()
    await hand.openFromCase(who.officer, ref, 'record_visit_outcome')
    await hand.done(who.officer, visit(today(), 'first'))
    await hand.openFromCase(who.officer, ref, 'record_visit_outcome')
    const answers = { ...visit(addDays(today(), -1), 'second'), notes: 'Still nobody' }
    expect(await as(who.officer).submit(answers)).toMatchObject({
      errors: {
        on: expect.stringContaining('Date of visit must be the same as or after the date of the first visit'),
      },
    })
    expect(typedInto(who.officer, 'notes')).toBe('Still nobody')
    await closeAll(who.officer)
  })

  it('that is the second with no first on the record is saved, and CEAST is alerted (F7)', async () => {
    const ref = await referred()
    await hand.openFromCase(who.officer, ref, 'record_visit_outcome')
    expect(await hand.done(who.officer, visit(today(), 'second'))).toContain('Visit outcome recorded')
    await hand.alert('ceast', ref, 'no first one is on the record')
  })

  it('of long ago is a fact like any other; a day before all calendars is no date (F7)', async () => {
    const ref = await referred()
    await hand.openFromCase(who.officer, ref, 'record_visit_outcome')
    expect(await as(who.officer).submit(visit('0001-01-01', 'first'))).toMatchObject({
      errors: { on: 'Date of visit must be a real date' },
    })
    expect(await hand.done(who.officer, { on: '1900-02-28' })).toContain('Visit outcome recorded')
  })
})

describe('an answer of nothing but blanks', () => {
  it.each(['', '   ', '\n\t', '\u200b\u2060', '\u00a0\u3000', '\u2800'])(
    'is no answer: %j is asked for again, and the rest stays',
    async text => {
      const before = await eventCount()
      await hand.openRaise()
      const answers = { danger: 'no', text, harmed: ['child'], name: 'Wren Made-Up' }
      const answer = await as(who.raiser).submit(answers)
      // Slack itself asks for what is empty.
      const words = text === '' ? 'Please complete this required field.' : 'Enter what makes you concerned'
      expect(answer).toMatchObject({ ok: false, errors: { text: words } })
      expect(typedInto(who.raiser, 'name')).toBe('Wren Made-Up')
      expect(await eventCount()).toBe(before)
      await closeAll(who.raiser)
    },
  )

  it('to an optional question counts as left out', async () => {
    const ref = await hand.raise({ text: 'Heard it', name: ' \u200b ', number: '  ' })
    expect(await opened(who.spoc, ref)).not.toContain('(blank)')
  })
})

describe('a reference', () => {
  it.each(['ACS-2026-000001-Z', 'ACS-2026', 'ACS-26-1-A', '../../etc', 'ACS-2026-000001-'])(
    'that is not one, %s, is told from one',
    async text => {
      expect(await asked(`case ${text}`)).toContain('That is not a case reference.')
    },
  )

  it('of no case is answered in the same words as one that is not the person’s to open', async () => {
    const others = await hand.raise({}, who.otherRaiser)
    for (const ref of [others, nobodys])
      expect(await asked(`case ${ref}`)).toContain('There is no case with that reference that you can open')
  })

  it('of no case, in Link cases, is refused beside its field and the reason stays (F5)', async () => {
    const ref = await hand.raise()
    await hand.openFromCase(who.spoc, ref, 'link_cases')
    for (const other of ['ACS-2026-000001-Z', 'nonsense', nobodys, 'QQ 12 34 56 C'])
      expect(await as(who.spoc).submit({ other, reason: 'The same address' })).toMatchObject({
        errors: { other: expect.stringContaining('There is no case with that reference') },
      })
    expect(typedInto(who.spoc, 'reason')).toBe('The same address')
    const itself = await as(who.spoc).submit({ other: ref })
    expect(itself).toMatchObject({ errors: { other: expect.stringContaining('another case') } })
    await closeAll(who.spoc)
  })
})

it('a word that Safehold does not know shows those it does, and is not repeated', async () => {
  const words = await asked('frobnicate <!channel>')
  expect(words).toContain('Safehold does not know that word. It knows these.')
  expect(words).toContain('/concern check')
  expect(words).not.toMatch(/frobnicate|channel>/)
})

it('nobody was messaged about any of it', () => {
  const told = sent
    .messages()
    .filter(message => /in the future|real date|format|blank|not know\b/i.test(message))
  expect(told).toEqual([])
})
