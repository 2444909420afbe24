import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatDate, formatShortDate } from '../../src/calendar/dates.ts'
import { localDateOf } from '../../src/calendar/london.ts'
import { addWorkingDays, calendarFor } from '../../src/calendar/working-days.ts'
import { byHand, today, wordsOf } from '../support/case-by-hand.ts'
import { feedJson, type HolidayFeed, holidayFeed } from '../support/holiday-feed.ts'
import { who } from '../support/people.ts'
import { type CaseRecord, recordOf, until } from '../support/record-of.ts'
import { type Running, startSafehold } from '../support/safehold.ts'

const days = calendarFor('england-and-wales')
const title = 'National day of thanks'
const otherLead = who.otherSpoc
const waitMs = 20_000

describe('a bank holiday that GOV.UK lists anew (B9, D4, F8)', () => {
  let feed: HolidayFeed
  let safehold: Running
  let record: CaseRecord
  let hand: ReturnType<typeof byHand>
  let ref: string
  const due = addWorkingDays(today(), 5, days)
  const holiday = addWorkingDays(today(), 3, days)
  const moved = addWorkingDays(today(), 6, days)

  beforeAll(async () => {
    feed = await holidayFeed()
    safehold = await startSafehold({ env: { BANK_HOLIDAYS_URL: feed.url } })
    hand = byHand(safehold.workbench, 'case')
    record = await recordOf(safehold)
    await safehold.workbench.world.join(safehold.workbench.channels.leads, otherLead)
  }, 60_000)
  afterAll(async () => {
    await record.close()
    await safehold.stop()
    await feed.close()
  })

  const leads = () => safehold.workbench.channels.leads
  const inLeads = (words: string) =>
    hand.driver
      .as(who.lead)
      .messages(leads())
      .filter(message => wordsOf(message).includes(words))
  const question = () =>
    hand.driver.waitFor(() => inLeads('has changed')[0], {
      timeoutMs: waitMs,
      what: 'the question to the leads',
    })
  const open = async (person: string) => {
    await hand.driver.as(person).press(leads(), (await question()).ts, 'bank_holidays')
    return hand.waitForView(person, 'decide_bank_holidays')
  }
  const readyz = async () =>
    (await (await fetch(`http://127.0.0.1:${safehold.port}/readyz`)).json()) as { warnings: string[] }
  const readAgain = () => record.rows(`update holiday_feed set next_try_at = '-infinity'`)

  it('is shown to the leads with the dates that it moves', async () => {
    ref = await hand.raise()
    await hand.triage(ref)
    await hand.refer(ref)
    await hand.visit(ref)
    feed.says(feedJson([{ nation: 'england-and-wales', date: holiday, title }]))
    await readAgain()
    const asked = await question()
    expect(wordsOf(asked)).toContain(
      `new bank holiday ${formatDate(holiday)} in England and Wales (${title})`,
    )
    const view = wordsOf(await open(who.lead))
    expect(view).toContain(
      `${ref} · customer to contact CEAST · ${formatShortDate(due)} to ${formatShortDate(moved)}`,
    )
    expect(view).toContain('second visit')
  })

  it('asks for a reason before it is set aside', async () => {
    await expect(hand.send(who.lead, { decision: 'set_aside' })).rejects.toThrow('Enter why it is set aside')
    await hand.driver.as(who.lead).close()
  })

  it('is recorded once when two leads confirm at the same moment, and both see who was first', async () => {
    await open(who.lead)
    await open(otherLead)
    const said = await Promise.all(
      [who.lead, otherLead].map(person => hand.send(person, { decision: 'confirmed' })),
    )
    const answers = await record.rows<{ by: string }>('select by from holiday_decision')
    expect(answers).toHaveLength(1)
    for (const words of said) expect(words).toContain(`Confirmed by <@${answers[0]?.by}>`)
  })

  it('then moves the open dates, tells their owners and shows itself in the case', async () => {
    await until(
      async () => {
        const [row] = await record.rows<{ due_on: string }>(
          `select due_on::text from deadline where kind = 'contact_window' and done_at is null`,
        )
        return row?.due_on === moved
      },
      waitMs,
      'the moved date',
    )
    await hand.alert(
      'ceast',
      ref,
      `customer to contact CEAST: ${formatShortDate(due)} to ${formatShortDate(moved)}`,
    )
    await hand.alert('visiting', ref, `second visit: `)
    await hand.driver.waitFor(() => inLeads('open dates on 1 case moved').length === 1, { timeoutMs: waitMs })
    await hand.headline('ceast', ref, formatDate(moved))
    await hand.driver.as(who.ceastOne).command(`case ${ref}`)
    await hand.driver.waitFor(() => wordsOf(hand.driver.as(who.ceastOne).view()).includes('how_date'), {
      timeoutMs: waitMs,
    })
    await hand.driver.as(who.ceastOne).pressInView('how_date')
    await hand.driver.waitFor(
      () => wordsOf(hand.driver.as(who.ceastOne).view()).includes(`bank holiday: ${title}`),
      {
        timeoutMs: waitMs,
        what: 'the new holiday where the date is explained',
      },
    )
    expect(hand.alertsOf('ceast', ref, 'Dates moved')).toHaveLength(1)
  })

  it('counts for a case that is raised afterwards', async () => {
    const later = await hand.raise({ text: 'Another made-up concern' })
    const [row] = await record.rows<{ holidays: unknown[] }>(
      `select state->'holidays' as holidays from cases where ref = $1`,
      [later],
    )
    expect(row?.holidays).toHaveLength(1)
  })

  it('a list that cannot be used is said at /readyz and to the leads once; nothing that was known is lost', async () => {
    feed.says('')
    await readAgain()
    await until(async () => (await readyz()).warnings.join().includes('It is empty.'), waitMs, 'the warning')
    await hand.driver.waitFor(() => inLeads('cannot be used').length === 1, { timeoutMs: waitMs })
    expect(safehold.output()).toContain(
      'The list of bank holidays cannot be used; the last good one stays in use. It is empty.',
    )
    expect((await record.store.feedState()).copy?.['england-and-wales'][holiday]).toBe(title)
    feed.says(feedJson([{ nation: 'england-and-wales', date: holiday, title }]))
    await readAgain()
    await until(async () => (await readyz()).warnings.length === 0, waitMs, 'no warning any more')
    expect(localDateOf((await record.store.feedState()).fetchedAt ?? '')).toBe(today())
    expect(inLeads('cannot be used')).toHaveLength(1)
  })
})

describe('a process that is killed while it tells the cases of a bank holiday', () => {
  it('is followed by one that finishes it, and each case is told once (B9)', async () => {
    const feed = await holidayFeed()
    const safehold = await startSafehold({ env: { BANK_HOLIDAYS_URL: feed.url } })
    const record = await recordOf(safehold)
    try {
      const hand = byHand(safehold.workbench, 'case')
      const refs: string[] = []
      for (let i = 0; i < 3; i++) refs.push(await hand.raise({ text: `Made-up concern ${i}` }))
      // Triage is due on the next working day at the latest: with three new holidays each of these dates moves.
      const next = [0, 1, 2].map(n => addWorkingDays(today(), n, days)).filter(date => date >= today())
      feed.says(feedJson([...new Set(next)].map(date => ({ nation: 'england-and-wales', date, title }))))
      await record.rows(`update holiday_feed set next_try_at = '-infinity'`)
      await until(async () => (await record.store.feedState()).open !== null, waitMs, 'the new holidays')
      const { open } = await record.store.feedState()
      // The second case cannot be written, so the worker waits in the middle; there it is killed.
      const [second] = await record.rows<{ id: string }>('select id from cases order by id offset 1 limit 1')
      const holder = new Client({
        connectionString: safehold.databaseUrl,
        options: '-c search_path=safehold',
      })
      await holder.connect()
      await holder.query('begin')
      await holder.query('select from cases where id = $1 for update', [second?.id])
      await record.store.answerHolidays(open?.n ?? 0, { outcome: 'confirmed', by: who.lead, reason: null })
      await until(async () => (await toldCases(record)).length >= 1, waitMs, 'the first case to be told')
      await safehold.kill()
      await holder.end()
      const before = (await toldCases(record)).length
      expect(before).toBeLessThan(refs.length)
      await safehold.restart()
      await until(
        async () => (await record.rows('select n from holiday_apply where done_at is not null')).length === 1,
        40_000,
        'the end of it',
      )
      expect((await toldCases(record)).sort()).toEqual([...refs].sort())
    } finally {
      await record.close()
      await safehold.stop()
      await feed.close()
    }
  }, 120_000)
})

/** The cases that were told, each as often as it was. */
const toldCases = async (record: CaseRecord): Promise<string[]> =>
  (
    await record.rows<{ ref: string }>(
      `select c.ref from event e join cases c on c.id = e.case_id where e.kind = 'bank_holidays_changed'`,
    )
  ).map(({ ref }) => ref)
