import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Fields, fieldsOr } from '../../src/workbench/fields.ts'
import { byHand, refIn, today, wordsOf } from '../support/case-by-hand.ts'
import { who } from '../support/people.ts'
import { chosen, onDay, picked, rawWire, ticked } from '../support/raw-wire.ts'
import { type CaseRecord, recordOf } from '../support/record-of.ts'
import { type Running, startSafehold } from '../support/safehold.ts'

let safehold: Running
let hand: ReturnType<typeof byHand>
let wire: ReturnType<typeof rawWire>
let record: CaseRecord
let mine: Made
let others: Made

type Made = { ref: string; id: string }

const made = async (ref: string): Promise<Made> => ({
  ref,
  id: (await record.store.readCase({ ref }))?.case.id ?? '',
})

beforeAll(async () => {
  safehold = await startSafehold({ transport: 'http' })
  hand = byHand(safehold.workbench)
  wire = rawWire(safehold.workbench)
  record = await recordOf(safehold)
  mine = await made(await hand.raise({ text: 'My own concern' }))
  others = await made(await hand.raise({ text: 'Somebody else’s concern' }, who.otherRaiser))
})
afterAll(async () => {
  await record?.close()
  await safehold?.stop()
})

const metadataOn = ({ id }: Made): string => JSON.stringify({ caseId: id, nonce: randomUUID() })
const metadataToRaise = (): string => JSON.stringify({ nonce: randomUUID(), opensWith: randomUUID() })
const concern = { danger: chosen('no'), harmed: ticked('customer'), text: 'Typed with care' }

/** All that is recorded, to see that nothing was. */
const recorded = async (): Promise<string> => {
  const [counts] = await record.rows<Record<string, number>>(
    `select (select count(*)::int from event where actor <> 'safehold') as events,
       (select count(*)::int from submission) as answers, (select count(*)::int from sealed) as texts,
       (select count(*)::int from view_log where what not like 'refused %') as views`,
  )
  return JSON.stringify(counts)
}

const unchangedBy = async <T>(act: () => Promise<T>): Promise<T> => {
  const before = await recorded()
  const answer = await act()
  expect(await recorded()).toBe(before)
  return answer
}

describe('an answer that the form does not offer', () => {
  it.each([
    ['danger', chosen('maybe')],
    ['harmed', ticked('customer', 'the_moon')],
    ['serviceLine', chosen('housing')],
    ['kinds', ticked('everything')],
    ['safeToLeave', chosen('<!channel>')],
    ['lineManager', picked('not a person')],
  ])('to %s is asked for again beside it, and nothing is recorded', async (field, answer) => {
    const sent = await unchangedBy(() =>
      wire.submit({
        person: who.raiser,
        callbackId: 'raise_concern',
        metadata: metadataToRaise(),
        answers: { ...concern, [field]: answer },
      }),
    )
    expect(sent).toEqual({
      response_action: 'errors',
      errors: { [field]: expect.stringContaining('Choose again') },
    })
  })

  it.each([
    ['on', onDay('2026-02-30'), 'Date of visit must be a real date'],
    ['on', onDay('yesterday'), 'Date of visit must be a real date'],
    ['time', { type: 'timepicker', selected_time: '25:61' }, 'Time of visit must be a time, like 14:30'],
    ['which', chosen('third'), 'Choose again: Which visit was it?'],
  ])('to %s of a visit is asked for again (%j)', async (field, answer, words) => {
    const visit = { outcome: chosen('no_answer'), which: chosen('first'), on: onDay(today()) }
    const sent = await wire.submit({
      person: who.officer,
      callbackId: 'record_visit_outcome',
      metadata: metadataOn(mine),
      answers: { ...visit, [field]: answer },
    })
    expect(sent).toEqual({ response_action: 'errors', errors: { [field]: words } })
  })

  it('to a question whose answers come from the case is refused, and nothing is recorded', async () => {
    const send = (person: string, callbackId: string, answers: Record<string, string | Fields>) =>
      wire.submit({ person, callbackId, metadata: metadataOn(mine), answers }).then(wordsOf)
    expect(await send(who.spoc, 'confirm_system_note', { ids: ticked('no-such-note') })).toContain(
      'Choose the notes that are now on the system',
    )
    const correction = { of: chosen('99'), instead: chosen('nothing'), reason: 'It was another day' }
    const refused = await send(who.spoc, 'correct_entry', correction)
    expect(refused).toContain('That entry is not there, or has already been corrected')
    expect(refused).toContain('It was another day')
  })

  it('is no reason to fail when the answers are no answers at all', async () => {
    const form = wire.submission({
      person: who.raiser,
      callbackId: 'raise_concern',
      metadata: metadataToRaise(),
    })
    for (const values of [null, [], 'text', { text: 'not a block' }, { text: { value: 'not an element' } }]) {
      const view = { ...fieldsOr(form['view']), state: { values } }
      const reply = await unchangedBy(() => hand.driver.deliver({ ...form, view }))
      expect(wordsOf(reply)).toContain('We could not confirm that this was saved')
    }
  })
})

describe('a form whose hidden part is not what Safehold put there', () => {
  const garbage: [string, string | null][] = [
    ['missing', null],
    ['empty', ''],
    ['not JSON', '{"nonce":'],
    ['of another kind', '42'],
    ['without a nonce', '{}'],
    ['with more in it', JSON.stringify({ nonce: randomUUID(), role: 'ceast' })],
    ['with a huge nonce', JSON.stringify({ nonce: 'n'.repeat(1_000_000) })],
    ['with no case id', JSON.stringify({ nonce: randomUUID(), caseId: "' or true --" })],
  ]

  it.each(garbage)('%s: nothing is saved, and what was typed is shown', async (_what, metadata) => {
    for (const callbackId of ['raise_concern', 'add_concern', 'record_marker_decision']) {
      const sent = await unchangedBy(() =>
        wire.submit({ person: who.raiser, callbackId, metadata, answers: concern }),
      )
      expect(sent['response_action']).toBe('update')
      expect(wordsOf(sent)).toContain('Nothing was saved. Safehold does not know this form.')
      expect(wordsOf(sent)).toContain('Typed with care')
    }
  })

  it('a form over a case that names none is not taken either', async () => {
    const metadata = JSON.stringify({ nonce: randomUUID() })
    const answers = { applied: chosen('yes'), reason: 'Typed with care' }
    const form = { person: who.ceastOne, callbackId: 'record_marker_decision', metadata, answers }
    expect(wordsOf(await unchangedBy(() => wire.submit(form)))).toContain('Nothing was saved')
  })

  it.each([
    ['another person’s case', () => others.id],
    ['no case', () => randomUUID()],
  ])('naming %s gives no access to it, in the same words', async (_what, id) => {
    const metadata = JSON.stringify({ nonce: randomUUID(), caseId: id(), substance: 999_999_999 })
    const answers = { number: 'QQ 12 34 56 C' }
    const form = { person: who.raiser, callbackId: 'enter_number', metadata, answers }
    const words = wordsOf(await unchangedBy(() => wire.submit(form)))
    expect(words).toContain('There is no case with that reference that you can open')
    expect(words).not.toContain(others.ref)
    expect(words).toContain('QQ 12 34 56 C')
  })

  it('naming another person’s case as the one to open adds nothing to it and shows nothing of it', async () => {
    const metadata = JSON.stringify({ nonce: randomUUID(), opensWith: others.id })
    const form = { person: who.raiser, callbackId: 'raise_concern', metadata, answers: concern }
    const words = wordsOf(await wire.submit(form))
    expect(words).toContain('already recorded')
    expect(words).toContain('Typed with care')
    expect(words).not.toContain('Somebody else’s concern')
    expect(wordsOf(await wire.pressed(who.otherRaiser, 'open_case', `${others.id}.1`))).not.toContain(
      'Typed with care',
    )
  })
})

describe('a form sent by another person than the one it was opened for', () => {
  it('is theirs, with their own role only', async () => {
    await hand.openFromCase(who.spoc, mine.ref, 'record_triage_decision')
    const decision = { concern: 'yes', visit: 'yes', reason: 'A visit may help' }
    const form = hand.driver.as(who.spoc).submission(decision)
    for (const [person, words] of [
      [who.officer, 'Only SPOC can record the triage decision'],
      [who.raiser, 'Only SPOC can record the triage decision'],
      [who.otherRaiser, 'There is no case with that reference that you can open'],
    ] as const) {
      const reply = await hand.driver.deliver({ ...form, user: { ...fieldsOr(form['user']), id: person } })
      expect(wordsOf(reply)).toContain(words)
      expect(wordsOf(reply)).toContain('A visit may help')
    }
    expect(await hand.done(who.spoc, decision)).toContain('Triage decision recorded')
  })

  it('after it was sent is not told that theirs is recorded', async () => {
    const metadata = metadataToRaise()
    const form = { callbackId: 'raise_concern', metadata }
    const first = await wire.submit({ ...form, person: who.raiser, answers: concern })
    expect(wordsOf(first)).toContain('Sent to')
    const answers = { ...concern, text: 'Words of the second person' }
    const second = wordsOf(await wire.submit({ ...form, person: who.otherRaiser, answers }))
    expect(second).not.toContain('Sent to')
    expect(second).toContain(`already recorded as ${refIn(first)}`)
    expect(second).toContain('Words of the second person')
  })

  it('and the same person, pressing again with other words, is told that the first ones count', async () => {
    const form = { person: who.raiser, callbackId: 'raise_concern', metadata: metadataToRaise() }
    const first = await wire.submit({ ...form, answers: concern })
    expect(wordsOf(first)).not.toContain('the first time you pressed')
    const again = wordsOf(await wire.submit({ ...form, answers: { ...concern, text: 'Better words' } }))
    expect(again).toContain(refIn(first))
    expect(again).toContain('This was recorded the first time you pressed.')
    expect(again).toContain('choose Add a concern')
  })
})

describe('what Safehold does not know', () => {
  it('a form: nothing is saved, and what was typed is shown', async () => {
    const form = { person: who.raiser, callbackId: 'a_form_of_next_year', metadata: metadataOn(mine) }
    const sent = await unchangedBy(() => wire.submit({ ...form, answers: concern }))
    expect(wordsOf(sent)).toContain('Nothing was saved. Safehold does not know this form.')
    expect(wordsOf(sent)).toContain('Typed with care')
  })

  it.each(['do:a_step_of_next_year', 'do:pass_deadline', 'do:declare_danger', 'x', 'toString', 'do:'])(
    'the button %s is answered with what to do instead',
    async action => {
      const words = await unchangedBy(() => wire.pressed(who.spoc, action, `${mine.id}.1`).then(wordsOf))
      expect(words).toContain('Safehold does not know this button.')
      expect(words).toContain('/concern case and its reference')
    },
  )

  it.each(['open_case', 'how_date', 'case_page:on', 'do:record_triage_decision', 'do:open_advice'])(
    'a case: %s says that there is none to open',
    async action => {
      const words = await unchangedBy(() => wire.pressed(who.spoc, action, `${randomUUID()}.1`).then(wordsOf))
      expect(words).toContain('There is no case with that reference that you can open')
    },
  )

  it.each([
    ['nothing', ''],
    ['words', '<!channel>'],
    ['a path', '../../etc/passwd.1'],
    ['a statement', `${randomUUID()}.1; drop table cases`],
    ['very much', 'a'.repeat(500_000)],
  ])(
    'a button that carries %s says so, with the way that does not depend on Safehold',
    async (_what, value) => {
      const words = await unchangedBy(() => wire.pressed(who.spoc, 'open_case', value).then(wordsOf))
      expect(words).toContain('This did not work.')
      expect(words).toContain('ring the SPOC or CEAST')
      expect(words).not.toContain('channel>')
    },
  )
})
