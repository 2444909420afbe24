import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { byHand, refIn, wordsOf } from '../support/case-by-hand.ts'
import { who } from '../support/people.ts'
import { type CaseRecord, recordOf } from '../support/record-of.ts'
import { type Running, startSafehold } from '../support/safehold.ts'

const unconfirmed = 'We could not confirm that this was saved'
const typed = 'Made-up concern, typed once'
const concern = { danger: 'no', text: typed, harmed: ['customer'] }

let safehold: Running
let hand: ReturnType<typeof byHand>
let record: CaseRecord
beforeAll(async () => {
  safehold = await startSafehold()
  hand = byHand(safehold.workbench, 'case')
  record = await recordOf(safehold)
})
afterAll(async () => {
  await record.close()
  await safehold.stop()
})

const raiser = () => hand.driver.as(who.raiser)

/** The form is still there with what was typed, and says what to do. */
const keepsTheForm = (person: string, callbackId: string, text: string): void => {
  const view = hand.driver.as(person).view()
  expect(view?.callback_id).toBe(callbackId)
  expect(wordsOf(view?.state.values)).toContain(text)
  expect(wordsOf(view?.errors)).toContain('again: it is recorded once')
}

/** Presses "Send" again, as often as the form asks for it. */
const pressAgain = async (person: string): Promise<string> => {
  for (let presses = 0; presses < 5; presses++) {
    const outcome = await hand.driver.as(person).submit()
    if (outcome.ok) return wordsOf(hand.driver.as(person).view())
    expect(outcome.error).toContain(unconfirmed)
  }
  throw new Error('Five presses were not enough')
}

const eventsOf = async (ref: string): Promise<string[]> => {
  const found = await record.store.readCase({ ref })
  return (await record.store.timelineOf(found?.case.id ?? '')).map(event => event.kind)
}

describe('a form whose save cannot be confirmed', () => {
  it('stays open with what was typed, and pressed again is one case (D22)', async () => {
    const before = await record.refs()
    await hand.openRaise()
    const release = await record.lock('cases')
    try {
      const first = await raiser().submit(concern)
      expect(first).toMatchObject({ ok: false, error: expect.stringContaining(unconfirmed) })
      keepsTheForm(who.raiser, 'raise_concern', typed)
      const second = await raiser().submit()
      expect(second).toMatchObject({ ok: false, error: expect.stringContaining(unconfirmed) })
      keepsTheForm(who.raiser, 'raise_concern', typed)
    } finally {
      await release()
    }
    const ref = refIn(await pressAgain(who.raiser))
    expect(await record.refs()).toEqual([...before, ref])
    expect(await eventsOf(ref)).toEqual(['case_opened', 'concern_raised'])
  })

  it('may have been saved late: pressed again it gets the first answer', async () => {
    const before = await record.refs()
    await hand.openRaise()
    await record.rows(slowCases)
    // Reading waits for one second and writing for another: together too long for an answer, not for a commit.
    const release = await record.lock('cases')
    const sent = raiser().submit(concern)
    const releasing = new Promise(resolve => setTimeout(resolve, 1100)).then(release)
    const outcome = await sent
    await releasing
    expect(outcome).toMatchObject({ ok: false, error: expect.stringContaining(unconfirmed) })
    keepsTheForm(who.raiser, 'raise_concern', typed)
    const ref = refIn(await pressAgain(who.raiser))
    await record.rows(quickCases)
    expect(await record.refs()).toEqual([...before, ref])
    expect(await eventsOf(ref)).toEqual(['case_opened', 'concern_raised'])
  })

  it('does not depend on one connection: all of them cut off, it is recorded once', {
    timeout: 60_000,
  }, async () => {
    const before = await record.refs()
    await hand.openRaise()
    const sent = raiser().submit(concern)
    await record.rows(cutEverybodyOff)
    const outcome = await sent
    if (!outcome.ok) keepsTheForm(who.raiser, 'raise_concern', typed)
    const words = outcome.ok ? wordsOf(raiser().view()) : await pressAgain(who.raiser)
    const ref = refIn(words)
    expect(await record.refs()).toEqual([...before, ref])
    // A worker that was cut off with a message in hand counts as dead after half a minute.
    await hand.driver.waitFor(() => hand.headlinesOf('spoc', ref)[0], { timeoutMs: 40_000 })
  })

  it('may be any form over a case: the decision is made once (VR ¶4)', async () => {
    const ref = await hand.raise()
    await hand.openFromCase(who.spoc, ref, 'record_triage_decision')
    const release = await record.lock('cases')
    try {
      const decision = { concern: 'yes', visit: 'yes', reason: typed }
      const outcome = await hand.driver.as(who.spoc).submit(decision)
      expect(outcome).toMatchObject({ ok: false, error: expect.stringContaining(unconfirmed) })
      keepsTheForm(who.spoc, 'record_triage_decision', typed)
    } finally {
      await release()
    }
    expect(await pressAgain(who.spoc)).toContain('Triage decision recorded')
    expect((await eventsOf(ref)).filter(kind => kind === 'triage_decided')).toHaveLength(1)
  })

  it('answers a check of an award with the safe answer (F6)', async () => {
    const release = await record.lock('case_customer')
    try {
      expect(await hand.check('QQ 12 34 56 C')).toContain(
        'Cannot check. Treat the award as on hold, and ring CEAST.',
      )
    } finally {
      await release()
    }
  })
})

const slowCases = `
create function slowly() returns trigger language plpgsql as $$ begin perform pg_sleep(1.2); return new; end $$;
create trigger slowly before insert on cases for each row execute function slowly()`
const quickCases = 'drop trigger slowly on cases; drop function slowly()'
const cutEverybodyOff = `
select pg_terminate_backend(pid) from pg_stat_activity
where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`
