import { nothingSet } from '../../src/settings/settings.ts'
import { describe, expect, it } from 'vitest'
import { heldCase, people, type Story } from '../case/story.ts'
import {
  blockIn,
  busyCase,
  commandOf,
  errorsOf,
  fields,
  formOf,
  notNow,
  over,
  send,
  words,
} from './over-case.ts'

const { acssl, adviser, ceastOne, spoc } = people
const held = heldCase().c
const item = {
  kind: 'record_learning',
  source: 'staff',
  theme: 'visits',
  rootCause: 'text-cause',
  recommendation: 'text-step',
  owner: adviser.id,
  dueOn: '2026-12-20',
} as const
const twoItems = (): Story =>
  heldCase()
    .does(acssl, item)
    .does(acssl, { ...item, owner: 'U_OTHER', dueOn: '2026-12-10' })

describe('logging a disclosure (R9, R11, ME ¶5, ME ¶6, VR ¶15 Note)', () => {
  const answers = {
    authority: 'police',
    contact: 'The duty desk, Sergeant Made-Up',
    on: '2026-12-01',
    channel: 'phone',
    items: ['name', 'address'],
    purpose: 'To look in on her',
    goodFaith: 'She was heard shouting for help',
    consent: 'asking_would_raise_risk',
  }

  it('takes each thing that was told, ticked by itself', async () => {
    expect(await commandOf('log_disclosure', over(held), answers)).toEqual({
      kind: 'log_disclosure',
      ...answers,
    })
  })

  it('ticks nothing beforehand, and offers no "everything" (R11)', () => {
    const block = fields(blockIn(formOf('log_disclosure'), over(held), 'items'))
    expect(JSON.stringify(block)).not.toContain('initial_options')
    expect(JSON.stringify(block)).not.toMatch(/everything|whole record|all of it/i)
    expect(block['optional']).toBe(false)
  })

  it('needs every answer, and one thing that was told at least', async () => {
    expect(Object.keys(await errorsOf('log_disclosure', over(held), { on: null }))).toEqual([
      'authority',
      'contact',
      'on',
      'channel',
      'items',
      'purpose',
      'goodFaith',
      'consent',
    ])
    expect(await errorsOf('log_disclosure', over(held), { ...answers, items: [] })).toEqual({
      items: 'Select each thing that they were told',
    })
  })

  it('says that the law allows it, only what is necessary, and that Safehold tells nobody', () => {
    const all = words('log_disclosure', over(held))
    expect(all).toContain('in good faith, about a genuine concern (ME ¶5, VR ¶15 Note).')
    expect(all).toContain('only what is relevant and necessary')
    expect(all).toContain('Safehold tells nobody.')
    expect(all).not.toContain('parents')
    const manager = { ...held, lineManager: 'U_MANAGER' }
    const reader = { id: 'U_MANAGER', teams: [], mayConfirmRelease: false }
    expect(words('log_disclosure', over(manager, '', reader))).toContain('If a child is involved: You do not')
  })

  it('with a child involved says that the parents or guardian do not have to be told, and nothing more (R8, F14, ME ¶4)', () => {
    const child = heldCase().does(people.raiser, {
      kind: 'add_concern',
      text: 't',
      harmed: ['child'],
      kinds: [],
    })
    expect(words('log_disclosure', over(child.c))).toContain(
      'A child is involved. You do not have to tell the parents or guardian (ME ¶4).',
    )
  })
})

describe('a contact with somebody else offers to log what was told (R11, R46)', () => {
  const attempt = { outcome: 'spoke', on: '2026-12-01', text: 'She will look in', textSent: [] }
  const offered = async (route: string, more: object = {}): Promise<boolean> => {
    const read = await send(formOf('log_contact_attempt'), over(held), { ...attempt, route, ...more })
    if ('errors' in read) throw new Error(JSON.stringify(read.errors))
    const after = read.result?.({
      case: held,
      ref: held.ref,
      linked: [],
      isKeptOut: false,
      settings: nothingSet,
    })
    return JSON.stringify(after).includes('do:log_disclosure')
  }

  it.each([
    'appointee_or_attorney',
    'next_of_kin',
    'community_psychiatric_nurse',
    'social_services',
    'police',
  ])('after %s', async route => {
    expect(await offered(route)).toBe(true)
  })

  it('but not after the customer, nor where contact was not tried', async () => {
    expect(await offered('customer')).toBe(false)
    expect(await offered('police', { outcome: 'not_attempted_unsafe' })).toBe(false)
  })

  it('and after 999', async () => {
    const read = await send(formOf('record_emergency_outcome'), over(held), { what: 'The police came' })
    if ('errors' in read) throw new Error('The form was not taken')
    expect(
      JSON.stringify(
        read.result?.({ case: held, ref: held.ref, linked: [], isKeptOut: false, settings: nothingSet }),
      ),
    ).toContain('do:log_disclosure')
  })
})

describe('learning (R20, ME ¶14)', () => {
  const { kind: _kind, ...answers } = { ...item, owner: 'U0OWNER1' }

  it('has a root cause, a recommendation, an owner and a date', async () => {
    expect(await commandOf('record_learning', over(held), answers)).toEqual({
      kind: 'record_learning',
      ...answers,
    })
    expect(Object.keys(await errorsOf('record_learning', over(held), {}))).toEqual([
      'source',
      'theme',
      'rootCause',
      'recommendation',
      'owner',
      'dueOn',
    ])
  })

  it('comes from any of the six sources, the serious reviews among them', () => {
    const source = JSON.stringify(blockIn(formOf('record_learning'), over(held), 'source'))
    for (const from of [
      'A colleague',
      'Internal Process Review',
      'Prevention of future deaths report',
      'Safeguarding Adults Board',
      'Independent Case Examiner',
      'A complaint',
    ])
      expect(source).toContain(from)
  })

  it('blames nobody and names nobody, because it is passed on', () => {
    const all = words('record_learning', over(held))
    expect(all).toContain('Nobody is blamed (ME ¶14).')
    expect(all).toContain('Name no customer and no colleague')
  })

  it('shows its owner their own items only (F15)', () => {
    const { c } = twoItems()
    const own = words('complete_learning', over(c, 'Sealed', adviser))
    expect(own).toContain('Item 1, visits')
    expect(own).not.toContain('Item 2')
    expect(words('complete_learning', over(c, 'Sealed', acssl))).toContain('Item 2')
    expect(notNow('complete_learning', over(c, '', ceastOne))?.code).toBe('not_yet')
  })

  it('is completed by its number, with what was done', async () => {
    expect(
      await commandOf('complete_learning', over(twoItems().c, '', acssl), { n: '2', note: 'Done' }),
    ).toEqual({ kind: 'complete_learning', n: 2, note: 'Done' })
    expect(notNow('complete_learning', over(busyCase().c, '', spoc))?.rule).toBe('ME ¶14')
  })
})
