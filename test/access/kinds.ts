import { App } from '@slack/bolt'
import type { Deps } from '../../handlers/deps.ts'
import { forms } from '../../handlers/forms.ts'
import { openGate } from '../../handlers/gate.ts'
import { entrancesOf, registerHandlers } from '../../handlers/index.ts'
import { readVerb, type Verb } from '../../handlers/commands/verbs.ts'
import { makeRef } from '../../src/case/ref.ts'
import { nothingSet } from '../../src/settings/settings.ts'
import { libraryLogger } from '../../src/slack/client.ts'
import type { Profile } from '../../src/slack/directory.ts'
import { staff } from '../case/story.ts'
import { answersTo } from '../support/held-case.ts'

const ours = { teamId: 'T_OURS' }
const id = '0b9f6b0e-6c53-4c0b-8a39-5d2b8a3f0c12'
const colleague: Profile = {
  deleted: false,
  isBot: false,
  isStranger: false,
  isGuest: false,
  workspaces: ['T_OURS'],
}

/** Everybody who could press something, as Slack describes them. Each is in every team's channel. */
export const kinds = {
  member: colleague,
  guest: { ...colleague, isGuest: true },
  external: { ...colleague, isStranger: true, workspaces: ['T_OTHER'] },
  deactivated: { ...colleague, deleted: true },
  'other workspace': colleague,
  bot: { ...colleague, isBot: true },
} as const satisfies Record<string, Profile>
export type Kind = keyof typeof kinds
// The keys of kinds, whose type Object.keys forgets.
export const kindNames = Object.keys(kinds) as Kind[]

/** What somebody sends, and what came of it. */
export type Entrance = { name: string; body: Record<string, unknown> }
export type Outcome = { isRefused: boolean; words: string; done: string[] }

const from = { team: { id: 'T_OURS' }, user: { id: 'U1', team_id: 'T_OURS' }, trigger_id: 't' }
const command = (text: string) => ({
  command: '/concern',
  team_id: 'T_OURS',
  user_id: 'U1',
  text,
  trigger_id: 't',
  channel_id: 'C1',
})
const metadata = JSON.stringify({
  caseId: id,
  nonce: id,
  opensWith: id,
  trouble: id,
  holidays: 1,
  substance: 1,
})

/** After /concern, one text for each word it knows. */
const verbs: Readonly<Record<Verb['verb'], string>> = {
  raise: '',
  advice: 'advice',
  holds: 'holds',
  mine: 'mine',
  due: 'due',
  check: 'check',
  'bring-in': 'bring-in',
  help: 'help',
  guidance: 'guidance',
  trouble: 'trouble',
  contacts: 'contacts',
  acssl: 'acssl',
  authorities: 'authorities',
  case: `case ${makeRef(2026, 123)}`,
  worklog: 'worklog',
  reports: 'reports',
  retention: 'retention',
  no_such_days: 'reports 0',
  no_such_reference: 'case x',
  unknown: 'x',
  number_typed: 'check QQ123456C',
}

const values: Readonly<Record<string, string>> = {
  why: JSON.stringify({ step: 'take_the_lead' }),
  bank_holidays: '1',
  'do:close_trouble': id,
  authorities: 'scotland',
  'list_page:': 'due.1',
  'work_log_page:': '1',
}

const answersOf = (callbackId: string): unknown => {
  const form = forms.find(one => one.command === callbackId)
  if (form?.needs === 'nothing')
    // As Slack gets it: a view is an object.
    return answersTo(
      JSON.parse(JSON.stringify(form.view({ nonce: id, opensWith: id }))) as Record<string, unknown>,
      '',
    )
  return {
    number: { type: 'plain_text_input', value: 'QQ123456C' },
    decision: { type: 'radio_buttons', selected_option: { value: 'confirmed' } },
    done: { type: 'radio_buttons', selected_option: { value: 'told' } },
  }
}

const viewWith = (callbackId: string, answers: unknown) => ({
  id: 'V1',
  type: 'modal',
  callback_id: callbackId,
  private_metadata: metadata,
  blocks: [{ type: 'input', block_id: 'text' }],
  state: {
    values: Object.fromEntries(
      Object.entries(answers as object).map(([name, answer]: [string, unknown]) => [name, { value: answer }]),
    ),
  },
})

const pressOf = (actionId: string, more: object = {}) => ({
  ...from,
  type: 'block_actions',
  actions: [{ type: 'button', block_id: 'b', action_id: actionId, ...more }],
})

/** Everything that can be sent, out of the tables that the handlers are registered from. */
export const entrances = (): Entrance[] => {
  // Nothing is called, so nothing is needed.
  const { answers, named, pages } = entrancesOf({ settings: nothingSet } as Deps)
  return [
    ...Object.entries(verbs).map(([verb, text]) => {
      if (readVerb(text).verb !== verb) throw new Error(`"${text}" is not read as ${verb}`)
      return { name: `command ${verb}`, body: command(text) }
    }),
    {
      name: 'shortcut raise_from_message',
      body: { ...from, type: 'message_action', callback_id: 'raise_from_message', message: { text: 'x' } },
    },
    {
      name: 'home app_home_opened',
      body: {
        type: 'event_callback',
        team_id: 'T_OURS',
        event: { type: 'app_home_opened', tab: 'home', user: 'U1' },
      },
    },
    ...[...named.keys(), ...pages.keys()].map(action => ({
      name: `button ${action.replace(/:$/, '')}`,
      body: pressOf(action.endsWith(':') ? `${action}on` : action, { value: values[action] ?? `${id}.1` }),
    })),
    {
      name: 'choice danger',
      body: {
        ...pressOf('value', { block_id: 'danger', type: 'radio_buttons', selected_option: { value: 'yes' } }),
        view: viewWith('raise_concern', {}),
      },
    },
    ...[...answers.keys()].map(callbackId => ({
      name: `form ${callbackId}`,
      body: { ...from, type: 'view_submission', view: viewWith(callbackId, answersOf(callbackId)) },
    })),
  ]
}

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** The whole of the handlers behind Bolt, with the gate open over one kind of person and an empty record. */
export const wireFor = async (kind: Kind): Promise<(entrance: Entrance) => Promise<Outcome>> => {
  const app = new App({
    receiver: { init: () => undefined, start: async () => undefined, stop: async () => undefined },
    authorize: async () => ({ botId: 'B1', botUserId: 'U0' }),
    logger: libraryLogger(quiet),
    convoStore: false,
  })
  const said: unknown[] = []
  const done: string[] = []
  const show = async ({ view }: { view: unknown }) => {
    said.push(view)
    return { ok: true, view: { id: 'V1', hash: '1' } }
  }
  const store = new Proxy(
    {},
    {
      get:
        (_store, method) =>
        async (...given: unknown[]) => {
          const [asked] = given as [{ command?: { kind: string } } | undefined]
          if (method === 'readCase' || method === 'readTrouble') return null
          if (method === 'check') return { found: [], openWithoutNumber: 0 }
          if (method === 'inTeamFor') return Number.POSITIVE_INFINITY
          if (['logView', 'rememberMembers'].includes(String(method))) return undefined
          done.push(method === 'perform' ? (asked?.command?.kind ?? '') : `read ${String(method)}`)
          throw new Error('The record is not there')
        },
    },
  ) as Deps['store']
  const directory = {
    membersOf: async () => ({ people: ['U1'], faults: [] }),
    profileOf: async () => kinds[kind],
  }
  const gate = openGate({ store, directory, settings: nothingSet, workspace: ours, log: quiet })
  const channels = { channelChanged: () => undefined, accountChanged: async () => undefined }
  registerHandlers(app, { store, gate, channels, log: quiet, staff, settings: nothingSet, workspace: ours })
  Object.assign(app.client, { views: { open: show, push: show, update: show, publish: show } })
  return async ({ body }) => {
    const sent = kind === 'other workspace' ? { ...body, team: { id: 'T_OTHER' }, team_id: 'T_OTHER' } : body
    const ack = async (answer?: unknown) => void (answer !== undefined && said.push(answer))
    await app.processEvent({ body: sent, ack } as never)
    const words = JSON.stringify(said.splice(0))
    const isRefused =
      words === '[]' || /Safehold is not open to|Safehold answers only people of the workspace/.test(words)
    return { isRefused, words, done: done.splice(0) }
  }
}
