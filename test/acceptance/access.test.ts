import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeRef } from '../../src/case/ref.ts'
import { type Fields, stringOr } from '../../src/workbench/fields.ts'
import { byHand, wordsOf } from '../support/case-by-hand.ts'
import { everybody, mayDo, mayOpen, type Name, names, seesAll, shut } from '../support/everybody.ts'
import { answersTo, heldCase, typedInHeldCase } from '../support/held-case.ts'
import { who } from '../support/people.ts'
import { rawWire, ticked } from '../support/raw-wire.ts'
import { type CaseRecord, recordOf } from '../support/record-of.ts'
import { type Running, startSafehold } from '../support/safehold.ts'

const { concern: said, ...onlyForTeams } = typedInHeldCase

let safehold: Running
let hand: ReturnType<typeof byHand>
let wire: ReturnType<typeof rawWire>
let record: CaseRecord
let ref: string
let otherRef: string
let caseId: string

beforeAll(async () => {
  safehold = await startSafehold()
  hand = byHand(safehold.workbench)
  wire = rawWire(safehold.workbench)
  record = await recordOf(safehold)
  const { world, channels } = safehold.workbench
  // In a team's channel, and a guest all the same.
  await world.join(channels.ceast, who.guest)
  ref = await heldCase(hand)
  otherRef = await hand.raise({ text: 'Another case' }, who.otherRaiser)
  caseId = (await record.store.readCase({ ref }))?.case.id ?? ''
})
afterAll(async () => {
  await record?.close()
  await safehold?.stop()
})

const buttonValue = async (): Promise<string> =>
  `${caseId}.${(await record.store.readCase({ ref }))?.case.substance}`

type Look = { actor: string; what: string }
const looksAt = (chain: string) =>
  record.rows<Look>('select actor, what from view_log where chain = $1 order by seq', [chain])

/** The looks at the case, and the refusals, that were logged meanwhile, as who looked at what, or tried to. */
const looksDuring = async (act: () => Promise<unknown>): Promise<{ looks: string[]; refused: string[] }> => {
  const before = (await looksAt(caseId)).length
  await act()
  const all = (await looksAt(caseId)).slice(before).map(({ actor, what }) => `${actor} ${what}`)
  const isRefusal = (look: string) => look.split(' ')[1] === 'refused'
  return { looks: all.filter(look => !isRefusal(look)).sort(), refused: all.filter(isRefusal).sort() }
}
/** Colleagues without a part in the case. The rest of those who are refused are not let in at all. */
const withoutPart: readonly Name[] = ['otherColleague', 'otherAdviser']
const looksOf = (those: readonly Name[], what: string) => those.map(name => `${everybody[name]} ${what}`)

const eventCount = async (): Promise<number> =>
  (await record.rows<{ n: number }>(`select count(*)::int as n from event where actor <> 'safehold'`))[0]
    ?.n ?? 0

/** Nobody who is refused learns anything of the case by it. */
const saysNothing = (words: string) => {
  for (const told of [ref, said, ...Object.values(onlyForTeams), 'SUSPEND']) expect(words).not.toContain(told)
}

const isShut = (name: Name, words: string) => {
  expect(words).toMatch(shut[name] ?? /^somebody who is let in/)
  saysNothing(words)
}

/** A refusal says by which rule, who may, and what to do instead. */
const isRefused = (words: string, paragraph = 'not DWP guidance') => {
  expect(words).toContain('Not yours to do')
  expect(words).toMatch(/\*Only [^"*]+ can [^"*]+\*/)
  expect(words).toContain(paragraph)
  expect(words).toMatch(/What to do instead.*Add what you know to the case.*Ask /)
}

const isNotLetIn = (name: Name, words: string, paragraph?: string) =>
  mayOpen.includes(name) ? isRefused(words, paragraph) : isShut(name, words)

const isUnconfirmed = (words: string) => expect(words).toContain('We could not confirm that this was saved')

/** What everybody sees after doing the same. */
const whatAllSee = async (act: (person: string) => Promise<Fields>): Promise<Map<Name, Fields>> => {
  const seen = await Promise.all(names.map(async name => [name, await act(everybody[name])] as const))
  return new Map(seen)
}

describe('a case is opened by a team, the named adviser and whoever raised it, and by nobody else (F15)', () => {
  it.each([
    ['its button', async (person: string) => wire.pressed(person, 'open_case', await buttonValue())],
    ['its reference', (person: string) => wire.asked(person, `case ${ref}`)],
  ])('by %s; each look is logged before it is given', async (_by, open) => {
    const { looks, refused } = await looksDuring(async () => {
      for (const [name, view] of await whatAllSee(open)) {
        const words = wordsOf(view)
        if (!mayOpen.includes(name)) {
          isShut(name, words)
          continue
        }
        expect(words).toContain('DO NOT SUSPEND OR STOP')
        // The adviser does not have the case now: its story is not theirs to read.
        expect(words.includes(said)).toBe(name !== 'adviser')
        for (const text of Object.values(onlyForTeams))
          expect([name, text, words.includes(text)]).toEqual([name, text, seesAll.includes(name)])
      }
    })
    expect(looks).toEqual(looksOf(mayOpen, 'case').sort())
    expect(refused).toEqual(looksOf(withoutPart, 'refused open_case').sort())
  })

  it.each(['how_date', 'do:open_advice', 'case_page:on'])(
    'what %s shows is refused to the rest in the same words',
    async action => {
      const value = await buttonValue()
      const rest = names.filter(name => !mayOpen.includes(name))
      const { looks, refused } = await looksDuring(() =>
        Promise.all(
          rest.map(async name => isShut(name, wordsOf(await wire.pressed(everybody[name], action, value)))),
        ),
      )
      expect(looks).toEqual([])
      expect(refused).toEqual(looksOf(withoutPart, 'refused open_case').sort())
    },
  )

  it('CEAST’s advice opens for the named adviser only (VR ¶23)', async () => {
    const value = await buttonValue()
    for (const name of mayOpen.filter(one => one !== 'adviser')) {
      const words = wordsOf(await wire.pressed(everybody[name], 'do:open_advice', value))
      expect(words).toContain('Only the named adviser can open')
      expect(words).toContain('VR ¶23')
      expect(words).not.toContain(typedInHeldCase.advice)
    }
  })
})

const notYetOrDone = /"(Not yet|Already done)"/

describe('each step is for whom the guidance names: the others are told the rule, who may and what to do', () => {
  it.each(Object.entries(mayDo))('%s', async (command, { may, paragraph, notNow, answers: given, later }) => {
    const value = await buttonValue()
    const events = await eventCount()
    const others = names.filter(name => !may.includes(name))
    let shown = new Map<Name, Fields>()
    const { looks, refused } = await looksDuring(async () => {
      shown = await whatAllSee(person => wire.pressed(person, `do:${command}`, value))
    })
    const formOf = (name: Name) => shown.get(name) ?? {}
    // On the held case some steps do not fit: those who may are told so, and are shown no form.
    const fits = notNow === undefined && !later
    const isTold = (words: string) =>
      notNow === undefined ? notYetOrDone.test(words) : words.includes(notNow)
    const seenBy = (name: Name) =>
      fits || !isTold(wordsOf(formOf(name))) ? formOf(name)['callback_id'] : 'not now'
    for (const name of others) isNotLetIn(name, wordsOf(formOf(name)), paragraph)
    for (const name of may) expect([name, seenBy(name)]).toEqual([name, fits ? command : 'not now'])
    // Adding a concern shows nothing of the case.
    expect(looks).toEqual(command === 'add_concern' || !fits ? [] : looksOf(may, `form ${command}`).sort())
    const inSight = mayOpen.filter(name => others.includes(name))
    const outOfSight = withoutPart.filter(name => others.includes(name))
    expect(refused).toEqual(
      [...looksOf(inSight, `refused ${command}`), ...looksOf(outOfSight, 'refused open_case')].sort(),
    )

    // Whoever got hold of the form, or made it up, is refused again when it is sent, and keeps what they typed.
    const answers = given ?? answersTo(formOf(may[0] ?? 'spoc'), otherRef)
    const typed = Object.values(answers).map(answer =>
      typeof answer === 'string' ? answer : stringOr(answer['value']),
    )
    const substance = Number(value.split('.')[1])
    const send = async (name: Name) => {
      const metadata = JSON.stringify({ caseId, substance, nonce: randomUUID() })
      return wordsOf(await wire.submit({ person: everybody[name], callbackId: command, metadata, answers }))
    }
    const again = await looksDuring(async () => {
      for (const name of others.filter(one => one !== 'unknown')) {
        const words = await send(name)
        isNotLetIn(name, words, paragraph)
        for (const text of typed) expect(words).toContain(text)
      }
    })
    expect(again.refused).toEqual(refused)
    // Here the form stays on the screen.
    if (others.includes('unknown')) isUnconfirmed(await send('unknown'))
    expect(await eventCount()).toBe(events)
  })

  it('nobody is made a reader of a case by adding a concern to it', async () => {
    const person = everybody.otherColleague
    const metadata = JSON.stringify({ caseId, nonce: randomUUID() })
    const answers = { text: 'I also heard it', harmed: ticked('customer') }
    const words = wordsOf(await wire.submit({ person, callbackId: 'add_concern', metadata, answers }))
    expect(words).toContain('Added to the case')
    expect(words).not.toMatch(/Open the case|SUSPEND/)
    isShut('otherColleague', wordsOf(await wire.pressed(person, 'open_case', await buttonValue())))
  })
})

describe('the lists', () => {
  it.each([
    ['holds', 'Only the teams see the list of awards on hold'],
    ['mine', 'No open case was raised by you'],
    ['due', 'Nothing is due for you or your teams'],
  ])('/concern %s shows no case to somebody who has no part in any', async (verb, words) => {
    const shown = wordsOf(await wire.asked(everybody.otherAdviser, verb))
    expect(shown).toContain(words)
    expect(shown).not.toMatch(/ACS-\d{4}/)
  })

  it('show a team its cases, and each look is logged, as a check is', async () => {
    const before = (await looksAt('lists')).length
    for (const verb of ['holds', 'mine', 'due'])
      expect(wordsOf(await wire.asked(who.ceastOne, verb))).toContain(ref)
    await hand.check('QQ123456C', everybody.otherAdviser)
    const looks = (await looksAt('lists')).slice(before)
    expect(looks.map(({ what }) => what)).toEqual(['holds', 'mine', 'due', 'check'])
    expect(looks.at(-1)?.actor).toBe(everybody.otherAdviser)
  })

  it('any colleague learns of a hold by the number, and nothing else of the case (F6, F15)', async () => {
    const words = await hand.check('QQ123456C', everybody.otherAdviser)
    expect(words).toContain('Do not suspend or stop this award')
    for (const told of [ref, said, ...Object.values(onlyForTeams)]) expect(words).not.toContain(told)
  })
})

it('whoever is refused, whatever it is, is in the running log and counted, by who, what and why alone', async () => {
  const isTold = { level: 'warn', msg: 'Somebody was refused' }
  await wire.asked(who.guest, 'holds')
  await wire.asked(everybody.otherAdviser, 'worklog')
  await wire.asked(everybody.otherAdviser, `case ${ref}`)
  const lines = safehold
    .output()
    .split('\n')
    .filter(line => line.includes(isTold.msg))
  expect(lines.slice(-3).map(line => JSON.parse(line))).toEqual([
    { ...isTold, time: expect.any(String), person: who.guest, command: '/concern', code: 'not_allowed' },
    {
      ...isTold,
      time: expect.any(String),
      person: everybody.otherAdviser,
      command: '/concern',
      code: 'not_allowed',
    },
    {
      ...isTold,
      time: expect.any(String),
      person: everybody.otherAdviser,
      command: '/concern',
      code: 'not_found',
    },
  ])
  const figures = await (await fetch(`http://127.0.0.1:${safehold.port}/metrics`)).text()
  const counted = (code: string) =>
    Number(new RegExp(`safehold_refusals_total\\{code="${code}"\\} (\\d+)`).exec(figures)?.[1])
  expect(counted('not_allowed') + counted('not_found')).toBe(lines.length)
})

it('a case that is not there is answered, and kept, as one that is not theirs to read (F5)', async () => {
  const before = (await looksAt('lists')).length
  const person = everybody.otherAdviser
  const [none, notTheirs] = [
    await wire.asked(person, `case ${makeRef(2026, 999_999)}`),
    await wire.asked(person, `case ${ref}`),
  ]
  // The workbench names each block by chance, as Slack does.
  const words = (view: Fields) => wordsOf(view).replaceAll(/"block_id":"[^"]*"/g, '')
  expect(words(none)).toBe(words(notTheirs))
  const [kept] = (await looksAt(caseId)).slice(-1)
  expect([...(await looksAt('lists')).slice(before), kept]).toEqual([
    { actor: person, what: 'refused open_case' },
    { actor: person, what: 'refused open_case' },
  ])
})

it('the log of every look, and the record itself, are as they were written', async () => {
  const { store } = record
  for (const found of [store.verifyViews(caseId), store.verifyViews(), store.verifyChain(caseId)])
    expect(await found).toMatchObject({ ok: true })
})
