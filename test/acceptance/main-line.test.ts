import { afterAll, describe, expect } from 'vitest'
import { byHand } from '../support/case-by-hand.ts'
import { who } from '../support/people.ts'
import { ownRedisUrl } from '../support/redis.ts'
import { type Running, startSafehold, type Transport } from '../support/safehold.ts'
import { redisTest } from '../support/services.ts'

const running: Running[] = []
afterAll(() => Promise.all(running.map(one => one.stop())))

const combinations: [Transport, 'Redis' | 'PostgreSQL'][] = [
  ['socket', 'PostgreSQL'],
  ['http', 'Redis'],
  ['socket', 'Redis'],
  ['http', 'PostgreSQL'],
]

describe('from a concern to the award decision', () => {
  redisTest.concurrent.each(combinations)(
    'works over %s with queues on %s: two ineffective visits hold the award until two people release it (R26, R27, R33, R35 to R40, R43, R49, R50, F3)',
    async (transport, queues) => {
      const safehold = await startSafehold({
        transport,
        ...(queues === 'Redis' && { redisUrl: ownRedisUrl() }),
      })
      running.push(safehold)
      const hand = byHand(safehold.workbench)

      const ref = await hand.raise()
      await hand.triage(ref)
      await hand.refer(ref)
      await hand.visit(ref)
      await hand.headline('visiting', ref, 'Customer to contact CEAST by')
      await hand.visit(ref, { which: 'second', outcome: 'refused' })

      await hand.headline('ceast', ref, /DO NOT SUSPEND OR STOP.*NOT YET ON DISC, ATWIS/)
      await hand.alert('spoc', ref, 'DO NOT SUSPEND OR STOP')
      expect(await hand.check('qq123456c')).toContain('Do not suspend or stop this award')

      await hand.step(who.ceastOne, 'ceast', ref, 'take_the_lead')
      await hand.review(ref)
      await hand.step(who.ceastOne, 'ceast', ref, 'record_marker_decision', {
        applied: 'yes',
        reason: 'Needs support',
      })
      await hand.step(who.ceastOne, 'ceast', ref, 'record_ceast_outcome', {
        outcome: 'no_acs_concern',
        reason: 'All was looked at',
        satisfied: ['yes'],
      })
      const form = await hand.openForm(who.ceastOne, 'ceast', ref, 'release_the_hold')
      const holds = optionsIn(form, 'holds')
      await hand.done(who.ceastOne, { holds, ground: 'advice_given', advice: 'Pay as before' })
      expect(await hand.check('QQ123456C')).toContain('Do not suspend or stop this award')
      await hand.step(who.ceastTwo, 'ceast', ref, 'confirm_release', { read: ['yes'] })

      await hand.headline('ceast', ref, 'NOT YET RETURNED: do not act')
      const notes = await hand.openForm(who.spoc, 'spoc', ref, 'confirm_system_note')
      await hand.done(who.spoc, { ids: optionsIn(notes, 'ids') })
      await hand.step(who.ceastOne, 'ceast', ref, 'return_to_adviser', { adviser: who.adviser })

      const returned = await hand.driver.waitFor(
        () =>
          hand.driver
            .as(who.adviser)
            .direct()
            .find(message => message.text.includes('is returned to you')),
        { timeoutMs: 10_000 },
      )
      const direct = returned.ts
      const adviser = hand.driver.as(who.adviser)
      expect(await adviser.press(directChannel(who.adviser), direct, 'do:open_advice')).toEqual({ ok: true })
      await hand.driver.waitFor(() =>
        JSON.stringify(hand.driver.as(who.adviser).view() ?? '').includes('Pay as before'),
      )
    },
    90_000,
  )
})

const directChannel = (person: string): string => `D${person.slice(1)}`

const optionsIn = (view: unknown, blockId: string): string[] => {
  const { blocks } = view as { blocks: { block_id?: string; element?: { options?: { value: string }[] } }[] }
  return blocks.find(block => block.block_id === blockId)?.element?.options?.map(option => option.value) ?? []
}
