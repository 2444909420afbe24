import { describe, expect, it } from 'vitest'
import { listPageFor } from '../../handlers/commands/lists.ts'
import { workLogFor } from '../../handlers/commands/work-log.ts'
import type { Deps } from '../../handlers/deps.ts'
import { forms } from '../../handlers/forms.ts'
import type { Sent } from '../../handlers/handle.ts'
import { submitForm } from '../../handlers/submit-form.ts'
import type { Case } from '../../src/case/case.ts'
import { emailsToSend } from '../../src/case/left.ts'
import { makeRef } from '../../src/case/ref.ts'
import { nothingSet } from '../../src/settings/settings.ts'
import { heldCase, people, raise, staff, Story } from '../case/story.ts'
import { mrkdwnIn, plainIn } from '../slack/hostile-text.ts'
import { answersTo } from '../support/held-case.ts'

const { c, now } = heldCase()
const colleague = people.ceastOne
const id = '0b9f6b0e-6c53-4c0b-8a39-5d2b8a3f0c12'
const nobodys: Case = { ...c, ref: 'ACS-NOBODYS' }
/** Of the same customer as one that says that the colleague is the customer. */
const beside: Case = { ...c, ref: 'ACS-BESIDE' }
const own: Case = { ...c, id: 'own', ref: makeRef(2026, 7), customerIs: colleague.id }

const wordsOf = (view: unknown): string => [...mrkdwnIn(view), ...plainIn(view)].join('\n')

describe('a colleague who is a customer does not find a case that is linked to their own (F15)', () => {
  const rows = [nobodys, beside].map(one => ({
    case: one,
    linked: one === beside ? [own] : [],
    kind: 'ceast_lead',
    dueAt: now,
    now,
    last: null,
  }))
  const read = async () => rows
  const store = {
    openHolds: read,
    casesOf: read,
    dueFor: read,
    workLog: async (page: number) => ({ total: 2, rows: page === 0 ? rows : [] }),
    clockNow: async () => new Date(now),
    logView: async () => undefined,
  }
  const parts = { store, staff } as unknown as Deps // only what a list uses

  it.each(['holds', 'due', 'mine'] as const)('in the list of %s', async name => {
    const words = wordsOf(await listPageFor(parts, colleague, name, 0))
    expect(words).toContain(nobodys.ref)
    expect(words).not.toContain(beside.ref)
    expect(wordsOf(await listPageFor(parts, people.ceastTwo, name, 0))).toContain(beside.ref)
  })

  it.each([0, 3])('in the work log, asked for page %i', async page => {
    const words = wordsOf(await workLogFor(parts, colleague, page))
    expect(words).toContain(nobodys.ref)
    expect(words).not.toContain(beside.ref)
    expect(wordsOf(await workLogFor(parts, people.ceastTwo, page))).toContain(beside.ref)
  })
})

describe('what is answered to a colleague whose entry turns out to be about themselves (F15)', () => {
  /** Sends a form that is recorded, after which the case is linked to their own. */
  const sent = async (
    command: string,
    answers: Record<string, object>,
    actor = colleague,
    after = c,
    linked = [own],
  ) => {
    const form = forms.find(one => one.command === command)
    if (!form) throw new Error(`There is no form ${command}`)
    const performed: string[] = []
    const store = {
      readCase: async ({ ref }: { ref?: string }) => ({ case: ref === undefined ? c : own, linked: [], now }),
      perform: async (request: { command: { kind: string } }) => {
        performed.push(request.command.kind)
        return { kind: 'done', caseId: id, ref: after.ref, case: after, linked, again: false }
      },
    }
    const gate = { actorOf: async () => actor }
    // Only what a sent form uses.
    const deps = { store, gate, log: {}, staff, settings: nothingSet } as unknown as Deps
    const view = {
      private_metadata: JSON.stringify({ nonce: id, caseId: id, opensWith: id, substance: c.substance }),
      state: {
        values: Object.fromEntries(Object.entries(answers).map(([name, value]) => [name, { value }])),
      },
    }
    const answer = await submitForm(deps, form)({ person: actor.id, view } as unknown as Sent)
    return { words: wordsOf(answer) + JSON.stringify(answer), performed }
  }

  const number = { number: { type: 'plain_text_input', value: 'QQ123456C' } }

  it('says that it is recorded, and nothing of either case', async () => {
    const { words, performed } = await sent('enter_number', number)
    expect(performed).toEqual(['enter_number'])
    expect(words).toContain('Number entered')
    expect(words).not.toMatch(/SUSPEND|Open the case/)
    expect(words).not.toContain(own.ref)
    expect((await sent('enter_number', number, people.ceastTwo)).words).toContain('Open the case')
  })

  it('names no case of theirs after they brought one in', async () => {
    const form = forms.find(one => one.command === 'bring_in_case')
    if (form?.needs !== 'nothing') throw new Error('Bringing in a case needs no case')
    // As Slack gets it: a view is an object.
    const asSent = JSON.parse(JSON.stringify(form.view({ nonce: id, opensWith: id }))) as Record<
      string,
      unknown
    >
    const answers = answersTo(asSent, '')
    const others = await sent('bring_in_case', answers, people.ceastTwo)
    expect(others.words).toContain(own.ref)
    const { words, performed } = await sent('bring_in_case', answers)
    expect(performed).toEqual(['bring_in_case'])
    expect(words).not.toContain(own.ref)
  })

  it.each(['raise_concern', 'ask_for_advice'])(
    'asks for no e-mail to the SPOC after %s, which whoever triages sends, and does not say why (VR ¶4, F17)',
    async command => {
      const { raiser } = people
      const raised = new Story(now).does(raiser, raise()).c
      const theirs: Case = { ...own, keptOut: [raiser.id] }
      const answers = {
        danger: { type: 'radio_buttons', selected_option: { value: 'no' } },
        text: { type: 'plain_text_input', value: 'Made up' },
        harmed: { type: 'checkboxes', selected_options: [{ value: 'not_sure' }] },
      }
      const email = /SPOC as well|E-mail for the SPOC|confirm_email_sent/
      expect((await sent(command, answers, raiser, raised, [])).words).toMatch(email)
      const { words, performed } = await sent(command, answers, raiser, raised, [theirs])
      expect(performed).toEqual([command])
      expect(words).toContain('What happens next')
      expect(words).not.toMatch(email)
      expect(words).not.toMatch(/kept out|cannot do this|restricted/)
      expect(emailsToSend(raised, { id: 'U_ELSE', teams: ['spoc'] }, [theirs])).toHaveLength(1)
    },
  )

  it('does not link to a case of theirs, in the words for one that is not there', async () => {
    const text = (value: string) => ({ type: 'plain_text_input', value })
    const answers = { other: text(own.ref), reason: text('The same customer') }
    const { words, performed } = await sent('link_cases', answers)
    expect(performed).toEqual([])
    expect(words).toContain('There is no case with that reference')
    expect((await sent('link_cases', answers, people.ceastTwo)).performed).toEqual(['link_cases'])
  })
})
