import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openGate } from '../../handlers/gate.ts'
import { libraryLogger, slackClient } from '../../src/slack/client.ts'
import { slackDirectory } from '../../src/slack/directory.ts'
import { type Fields, fieldsOr, listOf, stringOr } from '../../src/workbench/fields.ts'
import { byHand, refIn, today, wordsOf } from '../support/case-by-hand.ts'
import { who } from '../support/people.ts'
import { chosen, onDay, picked, rawWire, ticked } from '../support/raw-wire.ts'
import { type CaseRecord, recordOf } from '../support/record-of.ts'
import { type Running, startSafehold } from '../support/safehold.ts'

/** Everybody there is in the workbench, by what they are to the case. */
const people = {
  raiser: who.raiser,
  otherColleague: who.otherRaiser,
  adviser: who.adviser,
  otherAdviser: 'U0WBDEVPA1',
  spoc: who.spoc,
  visiting: who.officer,
  ceast: who.ceastTwo,
  acssl: who.acssl,
  lead: who.lead,
  guest: who.guest,
  deactivated: 'U0WBOLGAR1',
  bot: 'U0SAFEHOLD',
  unknown: 'U0NOBODY99',
} as const
type Name = keyof typeof people
// The keys of people, whose type Object.keys forgets.
const names = Object.keys(people) as Name[]

const teams: readonly Name[] = ['spoc', 'visiting', 'ceast', 'acssl', 'lead']
const seesAll: readonly Name[] = [...teams, 'adviser']
const mayOpen: readonly Name[] = [...seesAll, 'raiser']
const triage: readonly Name[] = ['spoc']
const visiting: readonly Name[] = ['visiting']
const ceast: readonly Name[] = ['ceast']
const adviser: readonly Name[] = ['adviser']

/** Who may do what to a case: design.md's process and rules.md F15, written down a second time. */
const mayDo: Readonly<Record<string, readonly Name[]>> = {
  add_concern: names,
  enter_number: ['spoc', 'ceast', 'visiting', 'raiser', 'adviser'],
  record_triage_decision: triage,
  complete_visiting_referral: triage,
  plan_visit: visiting,
  record_visit_outcome: visiting,
  record_customer_contact: ['spoc', 'ceast', 'visiting'],
  take_the_lead: ceast,
  record_evidence_review: ceast,
  record_marker_decision: ceast,
  record_ceast_outcome: ceast,
  release_the_hold: ceast,
  confirm_release: ceast,
  confirm_system_note: triage,
  return_to_adviser: ceast,
  record_adviser_contact: adviser,
  record_award_decision: adviser,
  correct_entry: ['spoc', 'ceast', 'visiting'],
  link_cases: ['spoc', 'ceast'],
}

const secret = 'Wren heard shouting through the wall'
const reason = 'Spoc says a visit may help'
const advice = 'Ceast advises to pay as before'

let safehold: Running
let hand: ReturnType<typeof byHand>
let wire: ReturnType<typeof rawWire>
let record: CaseRecord
let ref: string
let otherRef: string
let caseId: string

/** A held case whose release is asked for, so that every step has something to be done to. */
const heldCase = async (): Promise<string> => {
  const made = await hand.raise({ text: secret })
  const step = async (person: string, command: string, answers: Parameters<typeof hand.done>[1] = {}) => {
    await hand.openFromCase(person, made, command)
    await hand.done(person, answers)
  }
  await step(who.spoc, 'record_triage_decision', {
    concern: 'no',
    visit: 'no',
    reason: 'First thought',
    adviser: who.adviser,
  })
  await step(who.raiser, 'add_concern', { text: `${secret} again`, harmed: ['child'] })
  await step(who.spoc, 'record_triage_decision', { concern: 'yes', visit: 'yes', reason })
  await step(who.spoc, 'complete_visiting_referral', {
    reason: 'vulnerability',
    address: '1 Made Up Street',
    nation: 'scotland',
    safeToLeave: 'yes',
    number: 'QQ 12 34 56 C',
  })
  await step(who.officer, 'record_visit_outcome', { outcome: 'unsafe_area', on: today(), which: 'first' })
  await step(who.ceastOne, 'take_the_lead')
  const parts = ['circumstances', 'interactions', 'documents', 'thirdParties']
  await step(who.ceastOne, 'record_evidence_review', {
    ...Object.fromEntries(
      parts.flatMap(part => [
        [part, 'reviewed'],
        [`${part}Note`, 'Looked'],
      ]),
    ),
    furtherInformation: 'no',
  })
  await step(who.ceastOne, 'record_marker_decision', { applied: 'no', reason: 'Not needed' })
  await step(who.ceastOne, 'record_ceast_outcome', {
    outcome: 'no_acs_concern',
    reason: 'All was looked at',
    satisfied: ['yes'],
  })
  const form = await hand.openFromCase(who.ceastOne, made, 'release_the_hold')
  const holds = optionsOf(form.blocks.find(block => block['block_id'] === 'holds'))
  await hand.done(who.ceastOne, { holds, ground: 'advice_given', advice })
  return made
}

const optionsOf = (block: Fields | undefined): string[] =>
  listOf(fieldsOr(block?.['element'])['options']).map(option => String(option['value']))

const buttonValue = async () => {
  const found = await record.store.readCase({ ref })
  return `${found?.case.id}.${found?.case.substance}`
}

const viewsOf = () =>
  record.rows<{ actor: string; what: string }>(
    'select actor, what from view_log where chain = $1 order by seq',
    [caseId],
  )

const eventCount = async (): Promise<number> =>
  (await record.rows<{ n: number }>('select count(*)::int as n from event'))[0]?.n ?? 0

beforeAll(async () => {
  safehold = await startSafehold()
  hand = byHand(safehold.workbench)
  wire = rawWire(safehold.workbench)
  record = await recordOf(safehold)
  const { world } = safehold.workbench
  // In a team's channel, and a guest all the same.
  await world.join(safehold.workbench.channels.ceast, who.guest)
  ref = await heldCase()
  otherRef = await hand.raise({ text: 'Another case' }, who.otherRaiser)
  caseId = (await record.store.readCase({ ref }))?.case.id ?? ''
})
afterAll(async () => {
  await record?.close()
  await safehold?.stop()
})

/** The words for people who may not open the case or are not let in at all. */
const shut: Readonly<Record<Name, RegExp>> = {
  otherColleague: /There is no case with that reference that you can open/,
  otherAdviser: /There is no case with that reference that you can open/,
  guest: /Safehold is not open to guests/,
  deactivated: /Safehold is not open to people whose account is switched off/,
  bot: /Safehold is not open to apps/,
  unknown: /Safehold could not check who you are, so it shows nothing and decides nothing/,
  raiser: /^never$/,
  adviser: /^never$/,
  spoc: /^never$/,
  visiting: /^never$/,
  ceast: /^never$/,
  acssl: /^never$/,
  lead: /^never$/,
}

/** Nobody who is refused learns anything of the case by it. */
const saysNothing = (words: string) => {
  for (const told of [ref, secret, reason, advice, 'Made Up Street', 'QQ 12 34 56 C', 'SUSPEND'])
    expect(words).not.toContain(told)
}

/** A refusal says by which rule, who may, and what to do instead. */
const whoMayAndWhatInstead = (words: string) => {
  expect(words).toContain('Not yours to do')
  expect(words).toMatch(/\*Only [^"*]+ can [a-zA-Z ]+\*/)
  expect(words).toMatch(/"type":"context","elements":\[\{"type":"mrkdwn","text":"(?:VR ¶|F\d)/)
  expect(words).toMatch(/What to do instead.*Add what you know to the case.*Ask /)
}

describe('a case is opened by a team, the named adviser and whoever raised it, and by nobody else (F15)', () => {
  it.each([
    ['its button', async (person: string) => wire.pressed(person, 'open_case', await buttonValue())],
    [
      'its reference',
      async (person: string) => {
        wire.clearScreen(person)
        await wire.command(person, `case ${ref}`)
        return settled(person)
      },
    ],
  ])('by %s', async (_by, open) => {
    const before = (await viewsOf()).length
    const shown: Record<string, string> = {}
    await Promise.all(names.map(async name => void (shown[name] = wordsOf(await open(people[name])))))

    for (const name of names) {
      const words = shown[name] ?? ''
      if (!mayOpen.includes(name)) {
        expect(words).toMatch(shut[name])
        saysNothing(words)
        continue
      }
      expect(words).toContain('DO NOT SUSPEND OR STOP')
      expect(words).toContain(secret)
      const others = [reason, advice, 'Made Up Street', 'QQ 12 34 56 C (example)']
      for (const text of others) expect([name, words.includes(text)]).toEqual([name, seesAll.includes(name)])
    }
    const logged = (await viewsOf()).slice(before)
    expect(logged.map(view => view.what)).toEqual(mayOpen.map(() => 'case'))
    expect(new Set(logged.map(view => view.actor))).toEqual(new Set(mayOpen.map(name => people[name])))
  })

  it.each(['how_date', 'do:open_advice', 'case_page:on'])(
    'what %s shows is refused to the rest in the same words',
    async action => {
      const value = await buttonValue()
      const before = (await viewsOf()).length
      const rest = names.filter(name => !mayOpen.includes(name))
      await Promise.all(
        rest.map(async name => {
          const words = wordsOf(await wire.pressed(people[name], action, value))
          expect(words).toMatch(shut[name])
          saysNothing(words)
        }),
      )
      expect((await viewsOf()).length).toBe(before)
    },
  )

  it('CEAST’s advice opens for the named adviser only (VR ¶23)', async () => {
    const value = await buttonValue()
    for (const name of mayOpen.filter(one => one !== 'adviser')) {
      const words = wordsOf(await wire.pressed(people[name], 'do:open_advice', value))
      expect(words).toContain('Only the named adviser can open advice')
      expect(words).toContain('VR ¶23')
      expect(words).not.toContain(advice)
    }
  })
})

/** The view that is left when "Loading" has gone. */
const settled = (person: string): Promise<Fields> =>
  hand.driver.waitFor(
    () => {
      const view = wire.onScreen(person)
      return view && !wordsOf(view).includes('Loading. This takes a moment.') && view
    },
    { timeoutMs: 12_000, what: `an answer for ${person}` },
  )

describe('each step is for whom the guidance names', () => {
  it.each(Object.keys(mayDo))('%s', async command => {
    const allowed = mayDo[command] ?? []
    const value = await buttonValue()
    const [events, before] = [await eventCount(), (await viewsOf()).length]
    const shown = new Map<Name, Fields>()
    await Promise.all(
      names.map(async name => void shown.set(name, await wire.pressed(people[name], `do:${command}`, value))),
    )

    let form: Fields | undefined
    for (const [name, view] of shown) {
      const words = wordsOf(view)
      if (allowed.includes(name)) {
        expect([name, view['callback_id']]).toEqual([name, command])
        form = view
      } else if (mayOpen.includes(name)) whoMayAndWhatInstead(words)
      else {
        expect(words).toMatch(shut[name])
        saysNothing(words)
      }
    }
    const logged = (await viewsOf()).slice(before)
    const looked = command === 'add_concern' ? [] : allowed
    expect(logged.map(view => view.what)).toEqual(looked.map(() => `form ${command}`))
    expect(new Set(logged.map(view => view.actor))).toEqual(new Set(looked.map(name => people[name])))

    // Whoever got hold of the form, or made it up, is refused again when it is sent, and keeps what they typed.
    const answers = filled(form ?? {})
    const [id, substance] = value.split('.')
    await Promise.all(
      names
        .filter(name => !allowed.includes(name))
        .map(async name => {
          const metadata = JSON.stringify({ caseId: id, substance: Number(substance), nonce: randomUUID() })
          const person = people[name]
          const words = wordsOf(await wire.submit({ person, callbackId: command, metadata, answers }))
          if (mayOpen.includes(name)) whoMayAndWhatInstead(words)
          else if (name === 'unknown') expect(words).toContain('We could not confirm that this was saved')
          else {
            expect(words).toMatch(shut[name])
            saysNothing(words)
          }
          const typed = Object.values(answers).flatMap(answer => stringOr(answer['value']) || [])
          if (name !== 'unknown') for (const text of typed) expect(words).toContain(text)
        }),
    )
    expect(await eventCount()).toBe(events)
  })

  it('nobody is made a reader of the case by adding a concern to it', async () => {
    const person = people.otherColleague
    const metadata = JSON.stringify({ caseId, nonce: randomUUID() })
    const answers = { text: 'I also heard it', harmed: ticked('customer') }
    const words = wordsOf(await wire.submit({ person, callbackId: 'add_concern', metadata, answers }))
    expect(words).toContain('Added to the case')
    expect(words).not.toMatch(/Open the case|SUSPEND/)
    expect(wordsOf(await wire.pressed(person, 'open_case', await buttonValue()))).toMatch(shut.otherColleague)
  })
})

/** Answers that a form would take, made from its own fields. */
const filled = (form: Fields): Record<string, Fields> =>
  Object.fromEntries(
    listOf(form['blocks'])
      .filter(block => block['type'] === 'input')
      .map(block => [String(block['block_id']), answerTo(block)]),
  )

const answerTo = (block: Fields): Fields => {
  const [first = ''] = optionsOf(block)
  switch (fieldsOr(block['element'])['type']) {
    case 'radio_buttons':
    case 'static_select':
      return chosen(first)
    case 'checkboxes':
      return ticked(first)
    case 'datepicker':
      return onDay(today())
    case 'users_select':
      return picked(who.adviser)
    case 'plain_text_input': {
      const name = String(block['block_id'])
      const value = name === 'number' ? 'QQ 11 22 33 A' : name === 'other' ? otherRef : `Typed in ${name}`
      return { type: 'plain_text_input', value }
    }
    default:
      return {}
  }
}

describe('the lists', () => {
  it.each([
    ['holds', 'Only the teams see the list of awards on hold'],
    ['mine', 'No open case was raised by you'],
    ['due', 'Nothing is due for you or your teams'],
  ])('/concern %s shows somebody without a part in a case none of them', async (verb, words) => {
    wire.clearScreen(people.otherAdviser)
    await wire.command(people.otherAdviser, verb)
    const shown = wordsOf(await settled(people.otherAdviser))
    expect(shown).toContain(words)
    expect(shown).not.toMatch(/ACS-\d{4}/)
  })

  it('show a team its cases, and each look is logged', async () => {
    const before = await listViews()
    for (const verb of ['holds', 'mine', 'due']) {
      wire.clearScreen(who.ceastOne)
      await wire.command(who.ceastOne, verb)
      expect(wordsOf(await settled(who.ceastOne))).toContain(ref)
    }
    await hand.check('QQ123456C', people.otherAdviser)
    expect((await listViews()).slice(before.length)).toEqual(['holds', 'mine', 'due', 'check'])
  })

  it('any colleague learns of the hold by its number, and nothing else of the case (F6, F15)', async () => {
    const words = await hand.check('QQ123456C', people.otherAdviser)
    expect(words).toContain('Do not suspend or stop this award')
    for (const told of [ref, secret, reason, advice, 'Made Up Street']) expect(words).not.toContain(told)
  })
})

const listViews = async (): Promise<string[]> =>
  (await record.rows<{ what: string }>(`select what from view_log where chain = 'lists' order by seq`)).map(
    view => view.what,
  )

describe('the role ends with the membership', () => {
  it('within a minute: the gate forgets what Slack said sixty seconds ago', async () => {
    const { workbench } = safehold
    let now = 0
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
    const client = slackClient(workbench.botToken, workbench.apiUrl, libraryLogger(log))
    const directory = slackDirectory(client, workbench.channels)
    const gate = openGate({ store: record.store, directory, log, now: () => now })
    expect((await gate.actorOf(who.otherSpoc)).teams).toEqual(['spoc'])
    await workbench.world.leave(workbench.channels.spoc, who.otherSpoc)
    now = 59_999
    expect((await gate.actorOf(who.otherSpoc)).teams).toEqual(['spoc'])
    now = 60_000
    expect((await gate.actorOf(who.otherSpoc)).teams).toEqual([])
  })
})

describe('when Slack does not say who is in the channels', () => {
  const faults = ['conversations.members', 'users.info'] as const

  it('nothing is shown, listed or decided, a check gives the safe answer, and raising works', async () => {
    const { world } = safehold.workbench
    await safehold.kill()
    for (const method of faults) world.faults.next(method, { error: 'internal_error', times: 1000 })
    await safehold.restart()
    await hand.driver.waitFor(() => world.sockets.open() > 0, { timeoutMs: 10_000 })
    const events = await eventCount()
    const value = await buttonValue()

    for (const action of ['open_case', 'how_date', 'do:record_triage_decision', 'do:confirm_release']) {
      const words = wordsOf(await wire.pressed(who.ceastTwo, action, value))
      expect(words).toContain('Safehold could not check who you are, so it shows nothing and decides nothing')
      expect(words).toContain('ring the SPOC or CEAST')
      saysNothing(words)
    }
    wire.clearScreen(who.ceastTwo)
    await wire.command(who.ceastTwo, 'holds')
    expect(wordsOf(await settled(who.ceastTwo))).toContain('Safehold could not check who you are')
    const metadata = JSON.stringify({ caseId, nonce: randomUUID() })
    const release = { person: who.ceastTwo, callbackId: 'confirm_release', metadata }
    expect(wordsOf(await wire.submit({ ...release, answers: { read: ticked('yes') } }))).toContain(
      'We could not confirm that this was saved',
    )
    expect(await hand.check('QQ123456C')).toContain(
      'Cannot check. Treat the award as on hold, and ring CEAST.',
    )
    expect(await eventCount()).toBe(events)

    expect(refIn(await hand.raise({ text: 'Raised while Slack was ill' }))).toMatch(/^ACS-/)
    const added = { person: who.raiser, callbackId: 'add_concern', metadata: freshOn(caseId) }
    expect(
      wordsOf(await wire.submit({ ...added, answers: { text: 'And more', harmed: ticked('child') } })),
    ).toContain('Added to the case')
  })

  it('the gate opens again as soon as Slack answers, and who has left meanwhile has no role', async () => {
    safehold.workbench.world.faults.clear()
    const value = await buttonValue()
    expect(wordsOf(await wire.pressed(who.ceastTwo, 'open_case', value))).toContain(secret)
    const words = wordsOf(await wire.pressed(who.otherSpoc, 'open_case', value))
    expect(words).toContain('There is no case with that reference that you can open')
  })
})

const freshOn = (id: string): string => JSON.stringify({ caseId: id, nonce: randomUUID() })

it('the log of every look is as it was written', async () => {
  const { store } = record
  expect(await store.verifyViews(caseId)).toMatchObject({ ok: true })
  expect(await store.verifyViews()).toMatchObject({ ok: true })
  expect(await store.verifyChain(caseId)).toMatchObject({ ok: true })
})
