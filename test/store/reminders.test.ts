import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fireDeadline } from '../../jobs/fire-deadline.ts'
import { londonInstant } from '../../src/calendar/london.ts'
import type { Case } from '../../src/case/case.ts'
import { deadlineKey } from '../../src/case/deadline.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import type { Actor } from '../../src/case/people.ts'
import type { Command } from '../../src/case/commands.ts'
import { staff } from '../case/story.ts'
import { moveClockTo, nextMorning } from '../support/next-morning.ts'
import { caseWork } from './case-work.ts'
import { opened, type Opened } from './opened.ts'

const spoc: Actor = { id: 'USPOC', teams: ['spoc'], mayConfirmRelease: false }
const ceast: Actor = { id: 'UCEAST', teams: ['ceast'], mayConfirmRelease: true }

describe('what the store keeps of dates', () => {
  let at: Opened
  beforeAll(async () => {
    at = await opened()
  })
  afterAll(() => at.close())

  const act = async (c: Case, actor: Actor, command: Command): Promise<Case> => {
    const done = await at.store.perform({ nonce: randomUUID(), caseId: c.id, command, actor, texts: {} })
    if (done.kind === 'refused') throw new Error(done.refusal.what)
    return done.case
  }
  const rows = async (c: Case, kind: string) =>
    (
      await at.owner.query<{ due_on: string; next_at: string; done: boolean }>(
        `select due_on::text, to_json(next_at)#>>'{}' as next_at, done_at is not null as done
         from deadline where case_id = $1 and kind = $2 order by n`,
        [c.id, kind],
      )
    ).rows
  const told = async (c: Case, words: string) =>
    (
      await at.owner.query<{ destination: string }>(
        `select destination from outbox where case_id = $1 and data->>'text' like $2`,
        [c.id, `%${words}%`],
      )
    ).rows.map(({ destination }) => destination)
  const fireAll = async (c: Case) => {
    for (const one of await at.store.dueDeadlines(500))
      if (one.caseId === c.id) await fireDeadline(at.store, one)
  }

  it('a reminder is told to one person, once, and is on nobody’s list and in no report (F16, F18)', async () => {
    await nextMorning(at.store, '10:00')
    const c = await caseWork(at.store).raise()
    const date = deadlinesOf(c, staff).find(({ kind }) => kind === 'triage')
    if (!date) throw new Error('Nobody is to triage it')
    const wanted = { deadline: deadlineKey(date), dueAt: date.dueAt, when: 'in_an_hour' } as const
    await act(c, spoc, { kind: 'ask_for_reminder', ...wanted })
    expect(await rows(c, 'reminder')).toMatchObject([{ done: false }])
    const [row] = (await at.store.dueFor([`person:${spoc.id}`], 50)).filter(one => one.case.id === c.id)
    expect(row).toBeUndefined()
    await at.store.advanceClock(61 * 60_000)
    await fireAll(c)
    await fireAll(c)
    expect(await told(c, 'You asked to be reminded')).toEqual([`person:${spoc.id}`])
    expect(await rows(c, 'reminder')).toMatchObject([{ done: true }])
    const { deadlines, entries } = await at.store.reportRecord(c.openedAt)
    expect(deadlines.map(({ kind }) => String(kind))).not.toContain('reminder')
    const late = entries.filter(one => one.kind === 'deadline_passed' && one.rung > 1)
    expect(late.filter(one => JSON.stringify(one).includes('reminder'))).toEqual([])
  })

  it('a reminder of a step that is done meanwhile is taken off with it', async () => {
    const c = await caseWork(at.store).raise()
    const date = deadlinesOf(c, staff).find(({ kind }) => kind === 'triage')
    if (!date) throw new Error('Nobody is to triage it')
    const wanted = { deadline: deadlineKey(date), dueAt: date.dueAt, when: 'in_an_hour' } as const
    await act(c, spoc, { kind: 'ask_for_reminder', ...wanted })
    await caseWork(at.store).toAdviser(c, 'UADVISER')
    expect(await rows(c, 'reminder')).toMatchObject([{ done: true }])
  })

  it.each(['2028-02-29', '2099-12-31'])(
    'the end of an award on %s is told in the morning of its last working day (F2, D1)',
    async endsOn => {
      const c = await caseWork(at.store).raise()
      await act(c, ceast, { kind: 'record_award_status', status: 'in_payment', endsOn })
      const warned = (await rows(c, 'award_end'))[0]
      expect(warned?.due_on).toBe(endsOn)
      const opens = new Date(warned?.next_at ?? '').toISOString()
      await moveClockTo(at.store, opens)
      await fireAll(c)
      expect(await told(c, `Now open for ${c.ref}: the award comes to its end date`)).toEqual(['team:ceast'])
      await moveClockTo(at.store, londonInstant(endsOn, '09:00'))
      await fireAll(c)
      expect(
        await told(c, `Due today, by the end of the day, for ${c.ref}: the award comes to its end date`),
      ).toEqual(['team:ceast'])
      expect((await rows(c, 'award_end'))[0]?.next_at).toBeNull()
    },
  )
})
