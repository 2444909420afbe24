import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { keepCheckpoints } from '../../jobs/keep-checkpoints.ts'
import { watchCheckpoints } from '../../jobs/watch-checkpoints.ts'
import { calendarFor } from '../../src/calendar/working-days.ts'
import { concern, done, raise } from '../store/acting.ts'
import { type AuditedStore, auditedStore } from '../store/audit/audited.ts'
import { nextMorning } from '../support/next-morning.ts'
import { until } from '../support/record-of.ts'

const timing = { everyMs: 100, lookEveryMs: 20, firstAfterMs: 0, firstUnlessMs: 0, againAfterMs: 100 }
const watching = { staleMs: 1500, tellMs: 2000, lookEveryMs: 50 }
const withinMs = 20_000
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
const staff = { everybody: calendarFor('england-and-wales') }

let here: AuditedStore
beforeEach(async () => {
  here = await auditedStore()
})
afterEach(() => here.close())

const worker = (checkpointDir = here.folder): { stop(): Promise<void> } => {
  const kept = keepCheckpoints({ store: here.store, staff, log: quiet, checkpointDir }, timing)
  onTestFinished(() => kept.stop())
  return kept
}
const written = async (): Promise<number> =>
  (await here.owner.query<{ n: number }>('select coalesce(max(n), 0) as n from checkpoint')).rows[0]?.n ?? 0
const toLeads = async (): Promise<string[]> =>
  (
    await here.owner.query<{ text: string }>(
      `select data->>'text' as text from outbox where destination = 'team:leads' order by written_at`,
    )
  ).rows.map(({ text }) => text)

describe('checkpoints of the record', () => {
  it('are written again and again by one worker of all at a time, and verify', async () => {
    await done(here.store, raise())
    const workers = [worker(), worker()]
    await until(async () => (await written()) >= 6, withinMs, 'six checkpoints')
    for (const one of workers) await one.stop()
    expect(await here.verify()).toMatchObject({ findings: [], checkpoints: await written() })
  })

  it('are shown to the leads once a working day, by number, counts and the beginning of the root', async () => {
    await nextMorning(here.store, '08:00')
    const kept = worker()
    await until(async () => (await written()) >= 2, withinMs, 'two checkpoints')
    expect(await toLeads()).toEqual([])
    await nextMorning(here.store, '11:00')
    const n = await written()
    await until(async () => (await written()) >= n + 3, withinMs, 'three more checkpoints')
    expect(await toLeads()).toHaveLength(1)
    await nextMorning(here.store, '11:00')
    const later = await written()
    await until(async () => (await written()) >= later + 3, withinMs, 'three more checkpoints')
    await kept.stop()
    const [first = '', second, ...rest] = await toLeads()
    expect(rest).toEqual([])
    expect(second).toContain('of the record')
    const [, number, root] = /^Checkpoint (\d+) of the record, .*: ([0-9a-f]{16})$/.exec(first) ?? []
    const { findings } = await here.verify({ witnesses: [{ n: Number(number), root: root ?? '' }] })
    expect(findings).toEqual([])
  })

  it('that find something missing tell the leads at once, and once', async () => {
    const a = await done(here.store, raise())
    await done(here.store, concern(a.id))
    await here.checkpoint()
    await here.tamper(`delete from event where case_id = '${a.id}' and seq > 2`)
    const kept = worker()
    await until(async () => (await written()) >= 4, withinMs, 'more checkpoints')
    await kept.stop()
    expect((await toLeads()).filter(text => text.startsWith('The record is not as'))).toHaveLength(1)
  })

  it('whose folder is set back while they are written tell the leads at the next one, and once', async () => {
    await done(here.store, raise())
    const kept = worker()
    await until(async () => (await written()) >= 2, withinMs, 'two checkpoints')
    for (const file of await readdir(here.folder)) await rm(join(here.folder, file))
    const n = await written()
    await until(async () => (await written()) >= n + 3, withinMs, 'more checkpoints')
    await kept.stop()
    expect((await toLeads()).filter(text => text.startsWith('The record is not as'))).toHaveLength(1)
  })

  it('that cannot be written are told: at once on /readyz, later to the leads, and when they are there again', async () => {
    const file = join(here.folder, 'no-folder')
    await writeFile(file, '')
    const failing = worker(file)
    const watch = watchCheckpoints({ store: here.store, log: quiet }, watching)
    onTestFinished(() => watch.stop())
    expect(watch.missing()).toBeUndefined()
    await until(async () => watch.missing() === 'too_old', withinMs, 'the condition')
    await until(async () => (await toLeads()).length > 0, withinMs, 'the message')
    expect((await toLeads())[0]).toContain('No checkpoint of the record could be written')
    await failing.stop()
    worker()
    await until(async () => (await toLeads()).length > 1, withinMs, 'the end of it')
    expect((await toLeads())[1]).toContain('Checkpoints of the record are written again')
    await until(async () => watch.missing() === undefined, withinMs, 'the end of the condition')
  })
})
