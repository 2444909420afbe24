import { type Form, type FormCase, type Read } from '../../handlers/form.ts'
import { forms } from '../../handlers/forms.ts'
import type { Case } from '../../src/case/case.ts'
import type { CaseEvent } from '../../src/case/events.ts'
import { nothingSet, type Settings } from '../../src/settings/settings.ts'
import type { Team } from '../../src/case/people.ts'
import { stateValues } from '../../src/workbench/view-state.ts'
import { mrkdwnIn, plainIn } from '../slack/hostile-text.ts'
import {
  attempt,
  heldCase,
  people,
  raise,
  referral,
  review,
  staff,
  Story,
  triageVisit,
} from '../case/story.ts'

/** As Slack gets it. */
export const fields = (value: unknown) => JSON.parse(JSON.stringify(value)) as Record<string, unknown> // a view is an object

export const meta = {
  nonce: '0b9f6b0e-6c53-4c0b-8a39-5d2b8a3f0c11',
  caseId: '0b9f6b0e-6c53-4c0b-8a39-5d2b8a3f0c12',
}

/** A case as a form is opened over it by somebody, with every sealed text saying the same. */
export const over = (
  c: Case,
  text = 'What was said',
  actor = people.ceastOne,
  more: { record?: readonly CaseEvent[]; now?: string; settings?: Settings } = {},
): FormCase => ({
  case: c,
  linked: [],
  now: '2026-12-02T10:00:00.000Z',
  actor,
  staff,
  settings: nothingSet,
  texts: new Proxy({}, { get: () => text }),
  record: [],
  ...more,
})

const members: Record<string, Team[]> = {
  U0CEAST1: ['ceast'],
  U0CEAST2: ['ceast'],
  U0SPOC1: ['spoc'],
  U0BOTH1: ['ceast', 'spoc'],
}

export const find = {
  caseIdOf: async (ref: string) => (ref === 'ACS-2026-000124-K' ? 'case-2' : null),
  isColleague: async (person: string) => person !== 'U0GUEST',
  teamsOf: async (person: string) => members[person] ?? [],
}

export const viewOf = (form: Form, o: FormCase) =>
  form.needs === 'case' ? form.view(meta, o) : form.view(meta)

/** Fills the form in as the workbench would and sends it. */
export const send = async (form: Form, o: FormCase, answers: Record<string, unknown>): Promise<Read> => {
  const state = stateValues(fields(viewOf(form, o))['blocks'], answers)
  return form.needs === 'case' ? form.read(state, o, find) : form.read(state)
}

export const formOf = (command: string): Form => {
  const form = forms.find(one => one.command === command)
  if (!form) throw new Error(`There is no form ${command}`)
  return form
}

/** The block of one field of a form. */
export const blockIn = (form: Form, o: FormCase, name: string) =>
  viewOf(form, o).blocks.find(block => block.block_id === name)

/** With CEAST, and something of every kind open: a conference, two actions, an attempt, two referrals, two questions and learning. */
export const busyCase = (): Story => {
  const { ceastOne, spoc } = people
  const action = {
    kind: 'agree_action',
    text: 'text-action',
    owner: 'U0ADVISER1',
    dueOn: '2026-12-04',
  } as const
  const refer = {
    kind: 'refer_to_acssl',
    district: 'North',
    need: 'text-need',
    reviewOn: '2026-12-08',
  } as const
  const ask = { kind: 'ask_for_interim_advice', question: 'text-question' } as const
  const learn = {
    kind: 'record_learning',
    source: 'staff',
    theme: 'visits',
    rootCause: 'text-cause',
    recommendation: 'text-step',
    owner: people.ceastTwo.id,
    dueOn: '2026-12-20',
  } as const
  return heldCase()
    .does(ceastOne, { kind: 'take_the_lead' })
    .does(ceastOne, review(true))
    .does(ceastOne, action)
    .does(ceastOne, { ...action, dueOn: '2026-12-01' })
    .does(ceastOne, attempt({ route: 'next_of_kin' }))
    .does(ceastOne, { kind: 'record_support_decision', needed: true, reason: 'text-support' })
    .does(ceastOne, refer)
    .does(spoc, { ...refer, breakGlass: 'text-urgent' })
    .does(spoc, ask)
    .does(spoc, ask)
    .does(people.acssl, learn)
    .does(people.acssl, { ...learn, owner: ceastOne.id })
}

/** Sent to DWP Visiting, where nobody knows whether a letter is safe, and a colleague could be harmed. */
export const unsafeVisit = (): Story =>
  new Story()
    .does(people.raiser, raise({ harmed: ['customer', 'colleague'] }))
    .does(people.spoc, triageVisit)
    .does(people.spoc, referral({ safeToLeave: 'not_sure', riskToStaff: 'text-risk' }))

/** With the adviser, already stopped, offered to another benefit, and restricted because the customer is a colleague. */
export const unusualCase = (): Story =>
  new Story()
    .does(people.raiser, raise())
    .does(people.spoc, {
      kind: 'record_triage_decision',
      concern: false,
      visit: false,
      reason: 'text-why',
      adviser: 'U0ADVISER1',
    })
    .does(people.spoc, { kind: 'record_award_status', status: 'stopped' })
    .does(people.spoc, {
      kind: 'restrict_case',
      why: 'colleague',
      colleague: 'U0CUSTOMER',
      reason: 'text-why',
    })
    .does(people.spoc, { kind: 'hand_over', to: 'universal_credit', reason: 'text-why' })

/** A held case whose customer is reported to have died. */
export const deadCustomer = (confirmed: boolean): Story =>
  heldCase().does(people.officer, { kind: 'record_death', reportedBy: 'text-who', confirmed })

/** All that a form says, in words and in its blocks. */
export const words = (command: string, o: FormCase) => {
  const view = viewOf(formOf(command), o)
  return [...mrkdwnIn(view), ...plainIn(view), JSON.stringify(view.blocks)].join('\n')
}
/** Why a form is not shown, if it is not. */
export const notNow = (command: string, o: FormCase) => {
  const form = formOf(command)
  return form.needs === 'case' ? form.notNow(o) : undefined
}
/** The words beside the fields of a form that was not taken. */
export const errorsOf = async (command: string, o: FormCase, answers: Record<string, unknown>) => {
  const read = await send(formOf(command), o, answers)
  return 'errors' in read ? read.errors : {}
}
/** The command of a form, with what each sealed text says in place of its id. */
export const commandOf = async (command: string, o: FormCase, answers: Record<string, unknown>) => {
  const read = await send(formOf(command), o, answers)
  if ('errors' in read) throw new Error(`The form was not taken: ${JSON.stringify(read.errors)}`)
  const text = Object.entries(read.texts).reduce(
    (json, [id, { plain }]) => json.replaceAll(id, plain),
    JSON.stringify(read.command),
  )
  return JSON.parse(text) as unknown
}
