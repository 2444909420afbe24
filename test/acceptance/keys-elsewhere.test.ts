import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { byHand, refIn, wordsOf } from '../support/case-by-hand.ts'
import { type KeyService, startKeyService } from '../support/key-service.ts'
import { who } from '../support/people.ts'
import { until } from '../support/record-of.ts'
import { type Running, startSafehold } from '../support/safehold.ts'
import { askHttp } from '../support/waiting-start.ts'

const kekId = 'service/key/1'
const typed = 'Made-up concern, typed once'
const concern = { danger: 'no', text: typed, harmed: ['customer'] }

let keys: KeyService
let safehold: Running
let hand: ReturnType<typeof byHand>
let owner: Client
beforeAll(async () => {
  keys = await startKeyService()
  const program = ['--import', 'tsx', 'test/support/with-key-service.ts', keys.url, kekId]
  safehold = await startSafehold({ program })
  hand = byHand(safehold.workbench, 'case')
  owner = new Client({ connectionString: safehold.databaseUrl, options: '-c search_path=safehold' })
  await owner.connect()
}, 60_000)
afterAll(async () => {
  await owner?.end()
  await safehold?.stop()
  await keys?.stop()
})

const raiser = () => hand.driver.as(who.raiser)
const refs = async (): Promise<string[]> =>
  (await owner.query<{ ref: string }>('select ref from cases order by ref')).rows.map(row => row.ref)
const spocOpens = async (ref: string, words: string): Promise<string> => {
  const spoc = hand.driver.as(who.spoc)
  while (spoc.view()) await spoc.close()
  await spoc.command(`case ${ref}`)
  return hand.driver.waitFor(() => wordsOf(spoc.view()).includes(words) && wordsOf(spoc.view()), {
    timeoutMs: 12_000,
    what: `${words} on the screen of SPOC`,
  })
}
/** Presses "Send" until it is done, as the form asks. */
const untilSent = async (): Promise<string> => {
  for (let presses = 0; presses < 5; presses++)
    if ((await raiser().submit()).ok) return refIn(raiser().view())
  throw new Error('Five presses were not enough')
}

describe('keys that a service keeps', () => {
  it('wrap the key of every case, and none is in this process', async () => {
    const ref = await hand.raise({ text: typed })
    expect(await spocOpens(ref, typed)).toContain(ref)
    const { rows } = await owner.query('select kek_id from case_key union select kek_id from keyring')
    expect(rows).toEqual([{ kek_id: kekId }])
    expect(keys.calls()).toBeGreaterThan(3)
  })

  it('that are slow leave the form open in time, and pressed again it is one case (D22)', async () => {
    const before = await refs()
    await hand.openRaise()
    keys.behave({ slowMs: 3500 })
    const since = performance.now()
    const outcome = await raiser().submit(concern)
    // Slack itself would give up after three seconds.
    expect(performance.now() - since).toBeLessThan(3000)
    expect(outcome).toMatchObject({ ok: false, error: expect.stringContaining('We could not confirm') })
    expect(wordsOf(raiser().view()?.state.values)).toContain(typed)
    await until(
      async () => (await askHttp(safehold.port, '/readyz'))?.body['keys'] === 'keys_slow',
      15_000,
      'word of slow keys',
    )
    keys.behave('well')
    const ref = await untilSent()
    expect(await refs()).toEqual([...before, ref])
  }, 60_000)

  it('that cannot be had save nothing, say so, show all but the texts, and are there again by themselves (D22)', async () => {
    const ref = await hand.raise({ text: typed })
    const before = await refs()
    await hand.openRaise()
    keys.behave('fails')
    const outcome = await raiser().submit(concern)
    expect(outcome).toMatchObject({
      ok: false,
      error: expect.stringMatching(/This was not saved: Safehold cannot seal.*Press Send again in a minute/),
    })
    expect(wordsOf(raiser().view()?.state.values)).toContain(typed)
    expect(await refs()).toEqual(before)
    const shown = await spocOpens(ref, 'This text cannot be read')
    expect(shown).toContain('do:record_triage_decision')
    expect((await owner.query('select from trouble')).rowCount).toBe(0)
    await until(
      async () => (await askHttp(safehold.port, '/readyz'))?.body['keys'] === 'keys_away',
      15_000,
      'word of keys that are away',
    )
    expect((await askHttp(safehold.port, '/readyz'))?.status).toBe(200)

    keys.behave('well')
    expect(await refs()).toEqual(before)
    const saved = await untilSent()
    expect(await refs()).toEqual([...before, saved])
    await spocOpens(saved, typed)
    await until(
      async () => (await askHttp(safehold.port, '/readyz'))?.body['keys'] === 'ok',
      15_000,
      'no word of the keys any more',
    )
  }, 90_000)

  it('that cannot be had are waited for at a start', async () => {
    keys.behave('fails')
    await safehold.terminate()
    const started = safehold.restart()
    await until(
      async () => (await askHttp(safehold.port, '/readyz'))?.body['keys'] === 'keys_away',
      19_000,
      'a start that waits for the keys',
    )
    keys.behave('well')
    await started
    expect(refIn(await hand.raise({ text: typed }))).toMatch(/^ACS-/)
    await until(
      async () => (await askHttp(safehold.port, '/readyz'))?.status === 200,
      15_000,
      'it to be ready',
    )
  }, 60_000)
})
