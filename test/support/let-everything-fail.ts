import { createHmac, randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { fieldsOr } from '../../src/workbench/fields.ts'
import type { Canaries } from './canaries.ts'
import { byHand, today, wordsOf } from './case-by-hand.ts'
import { who } from './people.ts'
import { chosen, onDay, rawWire, ticked } from './raw-wire.ts'
import type { CaseRecord } from './record-of.ts'
import type { Running } from './safehold.ts'

/**
 * Everything that goes wrong while somebody has typed something: each must be answered, logged, and tell nobody. What
 * nobody's screen sends names `forged` as the address to answer to.
 */
export const letEverythingFail = async (
  safehold: Running,
  record: CaseRecord,
  words: Canaries,
  forged: string,
): Promise<void> => {
  const { workbench } = safehold
  const hand = byHand(workbench)
  const wire = rawWire(workbench, forged)
  const { driver } = hand
  const write = (where: string) => words.wordsFor(`failing.${where}`)
  const close = async (person: string) => {
    while (driver.as(person).view()) await driver.as(person).close()
  }

  const ref = await hand.raise({ text: write('raised'), number: 'QQ 98 76 50 A' })
  const caseId = (await record.store.readCase({ ref }))?.case.id ?? ''
  const metadata = () => JSON.stringify({ caseId, nonce: randomUUID() })

  // Refused: by role, and because somebody else was faster.
  const notMine = { reason: write('refused by role'), applied: chosen('yes') }
  const role = {
    person: who.spoc,
    callbackId: 'record_marker_decision',
    metadata: metadata(),
    answers: notMine,
  }
  expect(wordsOf(await wire.submit(role))).toContain('Not yours to do')
  for (const person of [who.spoc, who.otherSpoc])
    await hand.openFromCase(person, ref, 'record_triage_decision')
  const decision = { concern: 'yes', visit: 'yes' }
  await hand.done(who.spoc, { ...decision, reason: write('first decision') })
  expect(await hand.done(who.otherSpoc, { ...decision, reason: write('second decision') })).toContain(
    'Someone got there first',
  )

  // An answer that cannot be, beside its field.
  await hand.openFromCase(who.spoc, ref, 'complete_visiting_referral')
  const impossible = await driver.as(who.spoc).submit({
    reason: 'vulnerability',
    address: write('address beside an error'),
    nation: 'scotland',
    safeToLeave: 'yes',
    plannedOn: '2020-01-01',
  })
  expect(impossible).toMatchObject({ ok: false, errors: { plannedOn: expect.any(String) } })
  await close(who.spoc)
  await hand.openRaise(who.raiser)
  expect(
    await driver.as(who.raiser).submit({
      danger: 'no',
      text: write('beside a wrong number'),
      harmed: ['child'],
      number: 'QQ 98 76 50',
    }),
  ).toMatchObject({ ok: false })
  await close(who.raiser)

  // The database does not answer, and the error is logged.
  const unlock = await record.lock('event')
  await hand.openRaise(who.raiser)
  const stuck = await driver.as(who.raiser).submit({
    danger: 'no',
    text: write('database locked'),
    name: write('name when locked'),
    harmed: ['child'],
    number: 'QQ 98 76 50 A',
  })
  expect(wordsOf(stuck)).toContain('We could not confirm that this was saved')
  await unlock()
  await close(who.raiser)
  const unlockCases = await record.lock('cases')
  await wire.pressed(who.spoc, 'open_case', `${caseId}.1`)
  await hand.check('QQ 98 76 50 A')
  await unlockCases()
  // What was being sent could not be noted as sent, and would be left alone for half a minute.
  await record.workersDied()

  // A sealed text is damaged, so that none opens.
  await record.rows(
    `update sealed set nonce = set_byte(nonce, 0, 255 - get_byte(nonce, 0)) where case_id = $1`,
    [caseId],
  )
  expect(wordsOf(await wire.pressed(who.spoc, 'open_case', `${caseId}.1`))).toContain(
    'This text cannot be read',
  )

  // Slack fails: no view opens, a view is not taken, a message is not taken.
  const { faults } = workbench.world
  faults.next('views.open', { error: 'internal_error', times: 2 })
  await wire.command(who.raiser, write('command that does not open'))
  await driver.waitFor(
    () =>
      driver
        .as(who.raiser)
        .direct()
        .some(message => message.text.includes('That did not work')),
    { timeoutMs: 12_000, what: 'word of the view that did not open' },
  )
  faults.next('views.update', { status: 500 })
  await wire.press(who.spoc, 'open_case', `${caseId}.1`)
  faults.next('chat.postMessage', { error: 'internal_error', channel: workbench.channels.spoc })
  faults.next('chat.update', { reset: true })
  faults.next('chat.postMessage', {
    error: `invalid_blocks: "${write('repeated by Slack')}"`,
    channel: workbench.channels.ceast,
  })
  faults.next('views.publish', { error: `invalid_arguments: ${write('repeated by the home')}` })
  await hand.raise({ text: write('while Slack fails') })

  // What no honest screen sends.
  await wire.command(who.raiser, 'QQ 98 76 50 A')
  await wire.command(who.raiser, `check ${write('argument of check')}`)
  await wire.submit({
    person: who.raiser,
    callbackId: 'add_concern',
    metadata: write('metadata'),
    answers: notMine,
  })
  await wire.submit({
    person: who.raiser,
    callbackId: 'no_such_form',
    answers: { text: write('unknown form') },
  })
  const broken = wire.submission({ person: who.raiser, callbackId: 'raise_concern', metadata: metadata() })
  await driver.deliver({
    ...broken,
    view: { ...fieldsOr(broken['view']), state: { values: write('state') } },
  })
  await driver.deliver({ ...broken, type: 'block_actions', actions: [], note: write('no actions') })
  await wire.pressed(who.raiser, 'open_case', write('button value'))
  await wire.submit({
    person: who.officer,
    callbackId: 'record_visit_outcome',
    metadata: metadata(),
    answers: { on: onDay(today()), outcome: chosen(write('option')), which: ticked(), notes: write('notes') },
  })
  await malformedBody(safehold, write('malformed body'))

  // A person's own message becomes a concern.
  const { general } = workbench.channels
  driver.as(who.raiser).say(general, write('message of a colleague'))
  const own = driver.as(who.raiser).messages(general).at(-1)
  await driver.as(who.raiser).shortcut(general, own?.ts ?? '')
  await hand.waitForView(who.raiser, 'raise_concern')
  await hand.done(who.raiser, { danger: 'not_sure', harmed: ['not_sure'] })
}

/** Over HTTP, a body that Slack signed and that is not JSON. */
const malformedBody = async ({ workbench, port }: Running, words: string): Promise<void> => {
  const { body, headers } = workbench.driver.signedRequest({ type: 'event_callback', text: words })
  if (headers['content-type'] !== 'application/json') throw new Error('Expected an event as JSON')
  const broken = `${words}${body}`
  const timestamp = headers['x-slack-request-timestamp'] ?? ''
  const signature = createHmac('sha256', workbench.signingSecret)
    .update(`v0:${timestamp}:${broken}`)
    .digest('hex')
  await fetch(`http://127.0.0.1:${port}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
    body: broken,
  })
}
