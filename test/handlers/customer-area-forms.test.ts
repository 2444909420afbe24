import { describe, expect, it } from 'vitest'
import { pressAuthorities } from '../../handlers/actions/authorities.ts'
import type { Deps } from '../../handlers/deps.ts'
import type { Asked } from '../../handlers/handle.ts'
import type { FormCase } from '../../handlers/form.ts'
import { readSettings } from '../../src/settings/read-settings.ts'
import { people, raise, referral, Story, triageVisit } from '../case/story.ts'
import { mrkdwnIn, plainIn } from '../slack/hostile-text.ts'
import { busyCase, errorsOf, formOf, over, send, words } from './over-case.ts'

const settings = readSettings('safehold.config.example.json')
const council = 'Made Up Borough Council adult social care'
const raised = (more = {}) => new Story().does(people.raiser, raise({ area: 'text-area', ...more }))

/** As the form is opened by somebody, with every sealed text, the area among them, saying this. */
const at = (story: Story, actor = people.ceastOne, text = 'ZZ1'): FormCase =>
  over(story.c, text, actor, { settings })

const triaged = () => over(raised().does(people.spoc, triageVisit).c, '', people.spoc, { settings })
const completed = {
  raise_concern: { danger: 'no', text: 'x', harmed: ['customer'] },
  add_concern: { text: 'x', harmed: ['customer'] },
  ask_for_advice: { danger: 'no', text: 'x' },
  bring_in_case: { source: 'x', text: 'x', harmed: ['customer'] },
  complete_visiting_referral: {
    reason: 'vulnerability',
    address: 'x',
    nation: 'scotland',
    safeToLeave: 'yes',
    whyNoNumber: 'x',
  },
  correct_entry: { of: 'area', reason: 'x', instead: 'other' },
} as const

/** What the form seals, by field. */
const sealed = async (command: keyof typeof completed, area: string | null) => {
  const read = await send(formOf(command), triaged(), { ...completed[command], area })
  if ('errors' in read) return read.errors
  return Object.values(read.texts)
    .filter(({ field }) => field === 'area')
    .map(({ plain }) => plain)
}
/** The words after the form is sent. */
const resultOf = async (command: 'raise_concern' | 'add_concern' | 'ask_for_advice', answers: object) => {
  const o = over(raised().c, '', people.raiser, { settings })
  const read = await send(formOf(command), o, { ...completed[command], ...answers })
  if ('errors' in read) throw new Error('The form was not taken')
  const { passages = [] } =
    read.result?.({ case: o.case, ref: o.case.ref, linked: [], isKeptOut: false, settings }) ?? {}
  return JSON.stringify(passages)
}

describe('where the customer is, on every form that asks for it (R6)', () => {
  it.each(Object.keys(completed) as (keyof typeof completed)[])(
    '%s keeps a place, and of a whole postcode only the district (R6)',
    async command => {
      expect(await sealed(command, 'Made  Up Borough ')).toEqual(['Made Up Borough'])
      expect(await sealed(command, 'zz1 1zz')).toEqual(['ZZ1'])
    },
  )

  it.each(
    Object.keys(completed).filter(command => command !== 'correct_entry') as (keyof typeof completed)[],
  )('%s may leave it blank (R6)', async command => expect(await sealed(command, null)).toEqual([]))

  it.each(['raise_concern', 'add_concern', 'ask_for_advice'] as const)(
    '%s is never refused for it: what is no place is left out, and the person is told (R6, F12)',
    async command => {
      for (const area of ['QQ 12 34 56 C', '1 High Street', '!!']) {
        expect(await sealed(command, area)).toEqual([])
        const result = await resultOf(command, { area })
        expect(result).toContain('Not kept: what you entered under')
        expect(result).not.toContain(area)
      }
      expect(await resultOf(command, { area: 'ZZ1' })).not.toContain('Not kept')
      expect(await resultOf(command, { area: null })).not.toContain('Not kept')
    },
  )

  it.each(['bring_in_case', 'complete_visiting_referral', 'correct_entry'] as const)(
    '%s says beside the field what it takes (R6)',
    async command =>
      expect(await sealed(command, 'QQ 12 34 56 C')).toEqual({
        area: 'Local authority or postcode district must be the name of a place, or the first half of a postcode such as LS1',
      }),
  )

  it('is corrected, or taken off as not known after all (R6, F9)', async () => {
    const o = at(raised(), people.spoc)
    const wrong = { of: 'area', reason: 'x', instead: 'nothing' }
    expect(await send(formOf('correct_entry'), o, wrong)).toMatchObject({
      command: { kind: 'correct_entry', of: 0, area: {} },
    })
    expect(await errorsOf('correct_entry', o, { ...wrong, instead: 'other' })).toEqual({
      area: 'Enter the true local authority or postcode district',
    })
  })
})

describe('authorities for where the customer is (R6, ME ¶3)', () => {
  const forms = ['record_triage_decision', 'record_emergency_outcome', 'log_disclosure'] as const

  it.each([...forms, 'log_contact_attempt'] as const)('are suggested in %s (R6)', command => {
    const story = command === 'log_contact_attempt' ? busyCase() : raised()
    if (command === 'log_contact_attempt')
      story.does(people.ceastOne, { kind: 'correct_entry', of: 0, reason: 't', area: { text: 'text-area' } })
    const o = at(story)
    expect(formOf(command)).toMatchObject({ needs: 'case' })
    const form = formOf(command)
    expect(form.needs === 'case' && form.reads(o.case)).toContain('text-area')
    const shown = words(command, o)
    expect(shown).toContain(council)
    expect(shown).toContain('Phone: 01632 960018')
    expect(shown).toContain('Safehold contacts nobody')
  })

  it.each(forms)('are not guessed in %s where nobody has said where the customer is (R6)', command => {
    const shown = words(command, at(new Story().does(people.raiser, raise())))
    expect(shown).toContain('It is not known here where the customer is')
    expect(shown).not.toContain(council)
  })

  it('are not those of a place that this person may not read (R6, F15)', () => {
    const restricted = raised({ harmed: ['child'] })
    expect(words('log_disclosure', at(restricted, people.officer))).not.toContain(council)
    expect(words('log_disclosure', at(restricted, people.officer))).not.toContain('ZZ1')
    expect(words('log_disclosure', at(restricted, people.raiser))).toContain(council)
    expect(words('log_disclosure', at(restricted, people.spoc))).toContain(council)
    // The nation is that of the address, which only those who see the case know.
    const visited = restricted
      .does(people.spoc, triageVisit)
      .does(people.spoc, referral({ nation: 'scotland' }))
    expect(words('log_disclosure', at(visited, people.raiser))).not.toContain('Scotland')
    expect(words('log_disclosure', at(visited, people.spoc))).toContain('Scotland')
  })

  it('come after 999 where somebody is in danger, and with no other answer (R6, R7)', async () => {
    for (const command of ['raise_concern', 'ask_for_advice'] as const) {
      const result = await resultOf(command, { danger: 'yes', area: 'ZZ1 1ZZ' })
      expect(result.indexOf('Ring 999 now.')).toBeGreaterThan(-1)
      expect(result.indexOf(council)).toBeGreaterThan(result.indexOf('Ring 999 now.'))
      expect(await resultOf(command, { danger: 'no', area: 'ZZ1' })).not.toContain(council)
    }
  })
})

describe('"All authorities" (R6)', () => {
  const press = async (text: string) => {
    const shown: unknown[] = []
    const screen = {
      show: async (view: unknown) => void shown.push(['show', view]),
      explain: async (view: unknown) => void shown.push(['explain', view]),
    }
    // Only what the press uses.
    const deps = { settings, log: { warn: () => undefined } } as unknown as Deps
    await pressAuthorities(deps)({ person: 'U1', screen, text } as unknown as Asked)
    const [[way, view] = []] = shown as [string, unknown][]
    return { way, words: [...mrkdwnIn(view), ...plainIn(view)].join('\n') }
  }

  it('are shown over the form, of which nothing is lost, by nation where it is known (R6)', async () => {
    const all = await press('any')
    expect(all.way).toBe('explain')
    for (const part of [council, 'Nowhere crisis team']) expect(all.words).toContain(part)
    const scottish = await press('scotland')
    expect(scottish.words).toContain('Nowhere crisis team')
    expect(scottish.words).not.toContain(council)
  })

  it('a value that no button of ours carries is answered like one (R6)', async () => {
    expect((await press('atlantis')).words).not.toContain(council)
  })
})
