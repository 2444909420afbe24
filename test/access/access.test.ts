import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Kind, kindNames, type Outcome } from './kinds.ts'
import { accessPage, pageOf, sentByAll, uncovered } from './page.ts'

/** What asks nobody who somebody is, and why it may do without. Everything else goes through the gate. */
const exempt: Readonly<Record<string, string>> = {
  'command raise': 'raising waits for no look-up',
  'command advice': 'danger may be declared in it',
  'command check': 'only the form: its answer is looked up',
  'command help': 'the same words for everybody',
  'command guidance': 'what the office has set, and no case',
  'command contacts': 'whom to ring, and no case',
  'command acssl': 'whom to ring, and no case',
  'command authorities': 'whom to ring, and no case',
  'command no_such_days': 'the same words for everybody',
  'command no_such_reference': 'the same words for everybody',
  'command unknown': 'the same words for everybody',
  'command number_typed': 'the same words for everybody',
  'shortcut raise_from_message': 'raising waits for no look-up',
  'button do:raise_concern': 'raising waits for no look-up',
  'button do:add_concern': 'adding waits for no look-up, and the form shows nothing of the case',
  'button do:ask_for_advice': 'danger may be declared in it',
  'button do:check_award': 'only the form: its answer is looked up',
  'button why': 'the rules alone; the dates of a case are looked up',
  'button authorities': 'whom to ring, and no case',
  'choice danger': '999 waits for nothing',
  'form raise_concern': 'raising waits for no look-up',
  'form add_concern': 'adding waits for no look-up',
  'form ask_for_advice': 'danger may be declared in it',
}

const anyoneMay = new Set(['declare_danger', 'raise_concern', 'add_concern', 'ask_for_advice'])

describe('everything that Slack can send, by every kind of person (F15)', () => {
  let sent: Awaited<ReturnType<typeof sentByAll>>
  beforeAll(async () => {
    sent = await sentByAll()
  }, 60_000)

  const by = (kind: Kind): [string, Outcome][] =>
    sent.flatMap(({ entrance, outcomes }) => {
      const outcome = outcomes[kindNames.indexOf(kind)]
      return outcome ? [[entrance.name, outcome]] : []
    })
  const answered = (kind: Kind) => by(kind).flatMap(([name, { isRefused }]) => (isRefused ? [] : [name]))

  it('a member is let in to all of it', () => {
    expect(sent.length).toBeGreaterThan(150)
    expect(answered('member')).toEqual(sent.map(({ entrance }) => entrance.name))
  })

  it.each(['guest', 'external', 'deactivated', 'bot'] as const)(
    'a %s gets no further than what needs no look-up, each with its reason',
    kind => {
      expect(answered(kind).sort()).toEqual(Object.keys(exempt).sort())
    },
  )

  it('nothing is answered to another workspace, also not a concern: it is told to ring', () => {
    expect(answered('other workspace')).toEqual([])
    for (const [name, { words }] of by('other workspace'))
      expect([name, /"Ring |ring 999 now|^\[\]$/.test(words)]).toEqual([name, true])
  })

  it('whoever is refused is told to ring, and nothing is read or done for them', () => {
    for (const kind of kindNames.filter(one => one !== 'member'))
      for (const [name, { isRefused, done }] of by(kind))
        expect([kind, name, isRefused && done.length > 0]).toEqual([kind, name, false])
  })

  it('what needs no look-up records a concern or a danger, and reads no case', () => {
    const done = by('guest').flatMap(([, outcome]) => outcome.done)
    expect(new Set(done)).toEqual(anyoneMay)
  })
})

describe('the page of who may do and see what', () => {
  it('has a column for every role and part', () => {
    expect(uncovered()).toEqual([])
  })

  it('is what the gate, the handlers and the core answer now', async () => {
    expect(readFileSync(accessPage, 'utf8')).toBe(await pageOf())
  }, 60_000)
})
