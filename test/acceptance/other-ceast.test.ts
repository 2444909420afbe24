import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { byHand, wordsOf } from '../support/case-by-hand.ts'
import { heldCase, typedInHeldCase } from '../support/held-case.ts'
import { moveClockTo } from '../support/next-morning.ts'
import { who } from '../support/people.ts'
import { rawWire } from '../support/raw-wire.ts'
import { type CaseRecord, recordOf } from '../support/record-of.ts'
import { type Running, startSafehold } from '../support/safehold.ts'
import { settingsFile } from '../support/settings-file.ts'

const other = who.otherRaiser

describe('another CEAST team that is named', () => {
  let safehold: Running
  let record: CaseRecord
  let hand: ReturnType<typeof byHand>
  let channel: string
  beforeAll(async () => {
    safehold = await startSafehold({
      envFor: ({ world }) => {
        const members = ['U0SAFEHOLD', other]
        channel = world.newChannel({ name: 'ceast-north', private: true, members }).id
        return { SAFEHOLD_CONFIG: settingsFile({ otherCeastChannels: [channel] }, afterAll) }
      },
    })
    record = await recordOf(safehold)
    hand = byHand(safehold.workbench)
  })
  afterAll(async () => {
    await record?.close()
    await safehold?.stop()
  })

  it('is asked for a confirmer after four working hours, sees the release only, and confirms it (F3, F15)', async () => {
    const wire = rawWire(safehold.workbench)
    const ref = await heldCase(hand)
    const caseWords = async () => wordsOf(await wire.asked(other, `case ${ref}`))
    const messages = () => hand.driver.as(other).messages(channel)
    expect(messages()).toEqual([])
    const [due] = await record.rows<{ at: Date }>(
      `select due_at as at from deadline where kind = 'confirm_release' and done_at is null`,
    )
    await moveClockTo(record.store, new Date(due?.at ?? 0).toISOString())
    const alert = await hand.driver.waitFor(() => messages().find(({ text }) => text.includes(ref)), {
      timeoutMs: 30_000,
      what: 'the alert in the other team’s channel',
    })
    expect(alert.text).toContain('a second person to confirm the release')
    for (const typed of Object.values(typedInHeldCase)) expect(wordsOf(messages())).not.toContain(typed)

    const seen = await caseWords()
    expect(seen).toContain(typedInHeldCase.advice)
    const { advice: _advice, ...rest } = typedInHeldCase
    for (const typed of Object.values(rest)) expect(seen).not.toContain(typed)
    await hand.openFromCase(other, ref, 'confirm_release')
    const done = await hand.done(other, { read: ['yes'] })
    expect(done).toContain('Release confirmed')
    expect(done).not.toContain(`Open ${ref}`)
    await hand.headline('ceast', ref, 'NOT YET RETURNED: do not act')
    expect(await caseWords()).toContain('There is no case with that reference that you can open')
  }, 120_000)
})
