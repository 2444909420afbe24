import { describe, expect, it } from 'vitest'
import { digestMessage } from '../../src/case/digest.ts'
import { reroutedWords, troubleWords, type TroubleWhat } from '../../src/case/trouble.ts'
import { alertMessage, listMessage } from '../../src/slack/alert-message.ts'
import { wordsOf } from '../support/case-by-hand.ts'
import { check, type Finding } from './check.ts'
import type { FinalState, Row, Shown, Trouble } from './final-state.ts'

const ref = 'ACS-2026-000001-T'
const otherRef = 'ACS-2026-000002-Y'
const at = (seconds: number): string => `2026-11-23T10:00:${String(seconds).padStart(2, '0')}.000Z`

/** A message of a place, as it is in the record and in Slack. */
const message = (
  id: string,
  destination: string,
  given: Partial<Row> & Pick<Row, 'says'>,
): { row: Row; shown: Shown } => {
  const ts = `${Date.parse('2026-11-23T10:05:00.000Z') / 1000}.${id.length}`
  const row: Row = {
    id,
    kind: 'alert',
    caseId: null,
    destination,
    status: 'sent',
    channel: destination,
    ts,
    createdAt: at(0),
    later: false,
    ref: null,
    digestId: null,
    reroutedAt: null,
    isReroute: false,
    ...given,
  }
  const words = wordsOf(alertMessage({ text: row.says, actions: [] }))
  return { row, shown: { channel: destination, ts, id, words } }
}

const trouble = (what: TroubleWhat, openedAt: string): Trouble & { told: ReturnType<typeof message> } => ({
  kind: what.kind,
  subject: what.subject,
  code: what.code,
  openedAt,
  closedAt: null,
  told: message(`told-${what.kind}`, 'team:leads', { says: troubleWords(what), createdAt: openedAt }),
})

type Ending = { rows: Row[]; shown: Shown[]; troubles: Trouble[] }

/**
 * A run in which Slack refused a message of SPOC's and could not reach a person, CEAST's channel was shut for a while, and
 * DWP Visiting was told of two cases in one message: each of it as it is when nobody was left in the dark.
 */
const wellTold = (): Ending => {
  const refused = trouble({ kind: 'message_refused', subject: 'team:spoc', code: 'invalid_blocks' }, at(2))
  const gone = trouble({ kind: 'person_unreachable', subject: 'person:U1', code: 'user_disabled' }, at(4))
  const shut = trouble({ kind: 'channel_shut', subject: 'team:ceast', code: 'is_archived' }, at(6))
  const says = {
    spoc: `${ref}: "read" <this> & decide`,
    person: `${ref}: yours`,
    ceast: `${otherRef}: danger`,
  }
  const copy = (id: string, about: string, from: string, code: string, words: string, to = 'team:leads') =>
    message(id, to, { says: reroutedWords(from, code, words), caseId: id, isReroute: true, ref: about })
  const failed = (id: string, destination: string, words: string, reroutedAt: string): Row => ({
    ...message(id, destination, { says: words, caseId: `${id}-copy`, ref, reroutedAt }).row,
    status: 'failed',
    channel: null,
    ts: null,
  })
  const urgent = message('urgent', 'team:ceast', { says: says.ceast, ref: otherRef, reroutedAt: at(7) })
  const copies = [
    copy('refused-copy', ref, 'team:spoc', 'invalid_blocks', says.spoc),
    copy('gone-copy', ref, 'person:U1', 'user_disabled', says.person, 'team:spoc'),
    copy('urgent-copy', otherRef, 'team:ceast', 'is_archived', says.ceast),
  ]
  const updates = [
    { ref, text: 'A visit is planned' },
    { ref: otherRef, text: 'The visit of <this> case is due' },
  ]
  const told = listMessage(digestMessage(updates))
  const digest = message('digest', 'team:visiting', { says: '' })
  const gathered = updates.map(({ ref, text }, n) => ({
    ...digest.row,
    id: `gathered-${n}`,
    digestId: 'digest',
    ref,
    says: text,
  }))
  return {
    rows: [
      failed('refused', 'team:spoc', says.spoc, at(3)),
      failed('gone', 'person:U1', says.person, at(5)),
      urgent.row,
      ...copies.map(({ row }) => row),
      ...[refused, gone, shut].map(({ told }) => told.row),
      digest.row,
      ...gathered,
    ],
    shown: [
      urgent.shown,
      ...copies.map(({ shown }) => shown),
      ...[refused, gone, shut].map(({ told }) => told.shown),
      { ...digest.shown, words: wordsOf(told) },
    ],
    troubles: [refused, gone, { ...shut, closedAt: at(30) }],
  }
}

const found = ({ rows, shown, troubles }: Ending): Finding[] => {
  const state: FinalState = {
    quietFrom: at(59),
    unrest: [],
    failedShown: rows.filter(({ status }) => status === 'failed').length,
    log: 'Slack will not take this message; it needs somebody to look',
    shown,
    recorded: {
      cases: [ref, otherRef].map(one => ({ id: one, ref: one, status: 'triage', lastSeq: 0, chain: 'ok' })),
      events: new Map(),
      submissions: [],
      deadlines: [],
      openHolds: [],
      messages: rows,
      troubles,
    },
  }
  return check([], state).findings.filter(({ figure }) => figure === 'silent failure')
}

const without = <T extends { id: string }>(list: T[], id: string): T[] => list.filter(one => one.id !== id)
const withoutTrouble = (kind: string) => (ending: Ending) => {
  ending.troubles = ending.troubles.filter(one => one.kind !== kind)
}
const change = <T extends { id: string }>(list: T[], id: string, to: Partial<T>): T[] =>
  list.map(one => (one.id === id ? { ...one, ...to } : one))

const breaks: readonly [what: string, words: RegExp, spoil: (ending: Ending) => void][] = [
  [
    'a message was refused and no trouble names it',
    /refused.* no trouble names it/,
    withoutTrouble('message_refused'),
  ],
  [
    'a person was not reached and no trouble names it',
    /gone.* no trouble names it/,
    withoutTrouble('person_unreachable'),
  ],
  [
    'urgent messages went elsewhere and no trouble says why',
    /urgent .*says why/,
    withoutTrouble('channel_shut'),
  ],
  [
    'something is told elsewhere that no trouble of its own place explains',
    /urgent-copy tells in team:leads/,
    withoutTrouble('channel_shut'),
  ],
  [
    'the only trouble had ended before the message was written',
    /refused .*no trouble names it/,
    ({ troubles }) => {
      const [first] = troubles
      if (first)
        Object.assign(first, { openedAt: '2026-11-23T09:00:00.000Z', closedAt: '2026-11-23T09:30:00.000Z' })
    },
  ],
  [
    'a channel was found shut only after its urgent messages went elsewhere',
    /urgent .*says why/,
    ({ troubles }) => {
      const shut = troubles.find(({ kind }) => kind === 'channel_shut')
      if (shut) shut.openedAt = at(8)
    },
  ],
  [
    'a trouble was written down and no message about it',
    /trouble channel_shut of team:ceast \(is_archived\) was not posted/,
    ending => void (ending.rows = without(ending.rows, 'told-channel_shut')),
  ],
  [
    'the message about a trouble is not in Slack',
    /trouble message_refused .* was not posted/,
    ending => void (ending.shown = without(ending.shown, 'told-message_refused')),
  ],
  [
    'the message about a trouble says something else',
    /trouble person_unreachable .* was not posted/,
    ending => void (ending.shown = change(ending.shown, 'told-person_unreachable', { words: 'Hello' })),
  ],
  [
    'what was refused is told nowhere',
    /what alert refused .* is told nowhere/,
    ending => {
      ending.rows = without(ending.rows, 'refused-copy')
      ending.shown = without(ending.shown, 'refused-copy')
    },
  ],
  [
    'what was refused is to be told elsewhere and is not in Slack',
    /what alert refused .* is told nowhere/,
    ending => void (ending.shown = without(ending.shown, 'refused-copy')),
  ],
  [
    'what tells elsewhere says something else',
    /what alert gone .* is told nowhere/,
    ending => void (ending.rows = change(ending.rows, 'gone-copy', { says: 'Could not be told to <@U1>' })),
  ],
  [
    'a digest is not in Slack',
    /gathered-0 .* which is not in Slack/,
    ending => void (ending.shown = without(ending.shown, 'digest')),
  ],
  [
    'a digest does not name one of its cases',
    /gathered-1 .* which does not name ACS-2026-000002-Y/,
    ({ shown }) => {
      const digest = shown.find(({ id }) => id === 'digest')
      if (digest) digest.words = digest.words.replaceAll(otherRef, '')
    },
  ],
  [
    'a digest leaves out what one of its messages says',
    /gathered-0 .* which does not say what it says/,
    ({ shown }) => {
      const digest = shown.find(({ id }) => id === 'digest')
      if (digest) digest.words = digest.words.replaceAll('A visit is planned', '')
    },
  ],
]

describe('the checker of silence', () => {
  it('finds nothing where everybody was told', () => {
    expect(found(wellTold())).toEqual([])
  })

  it.each(breaks)('finds that %s', (_what, words, spoil) => {
    const ending = wellTold()
    spoil(ending)
    expect(found(ending).filter(({ what }) => words.test(what)).length).toBeGreaterThan(0)
  })

  it('lets a message of a refused digest go by itself', () => {
    const ending = wellTold()
    const alone = message('gathered-0', 'team:visiting', {
      says: 'A visit is planned',
      ref,
      digestId: 'digest',
    })
    ending.rows = change(ending.rows, 'gathered-0', alone.row)
    ending.shown = [...ending.shown, alone.shown]
    const digest = ending.shown.find(({ id }) => id === 'digest')
    if (digest) digest.words = otherRef + digest.words.replaceAll(ref, '')
    expect(found(ending)).toEqual([])
  })

  it('takes what is told elsewhere in a digest as told, where the digest is in Slack and says it', () => {
    const ending = wellTold()
    const copy = ending.rows.find(({ id }) => id === 'gone-copy')
    const digest = ending.shown.find(({ id }) => id === 'digest')
    if (!copy || !digest) throw new Error('Both are there')
    ending.rows = change(ending.rows, copy.id, { digestId: 'digest' })
    ending.shown = without(ending.shown, copy.id)
    expect(found(ending).map(({ what }) => what)).toEqual([
      expect.stringContaining('does not say what it says'),
    ])
    digest.words += ` ${copy.says}`
    expect(found(ending)).toEqual([])
    ending.shown = without(ending.shown, 'digest')
    expect(found(ending).some(({ what }) => /what alert gone .* is told nowhere/.test(what))).toBe(true)
  })

  it('finds a trouble posted where its message was told elsewhere in its turn', () => {
    const ending = wellTold()
    const [told] = ending.rows.filter(({ id }) => id === 'told-channel_shut')
    if (!told) throw new Error('The trouble was not told')
    ending.shown = without(ending.shown, told.id)
    const copy = message('told-again', 'team:ceast', {
      says: reroutedWords('team:leads', 'invalid_blocks', told.says),
      isReroute: true,
    })
    // As it is for a message that Slack refuses in the leads' channel too.
    const also = trouble({ kind: 'message_refused', subject: 'team:leads', code: 'invalid_blocks' }, at(9))
    also.told.row.id = also.told.shown.id = 'told-refused-too'
    ending.rows = [...ending.rows, copy.row, also.told.row]
    ending.shown = [...ending.shown, copy.shown, also.told.shown]
    ending.troubles = [...ending.troubles, also]
    expect(found(ending)).toEqual([])
  })
})
