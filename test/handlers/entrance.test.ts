import { App } from '@slack/bolt'
import { describe, expect, it } from 'vitest'
import { guardEntrance } from '../../handlers/entrance.ts'
import { comesFrom } from '../../src/slack/workspace.ts'
import { nothingSet } from '../../src/settings/settings.ts'

const ours = { teamId: 'T_OURS', enterpriseId: 'E_OURS' }
const press = {
  type: 'block_actions',
  team: { id: 'T_OURS' },
  user: { id: 'U1', team_id: 'T_OURS' },
  enterprise: { id: 'E_OURS' },
  is_enterprise_install: false,
  view: { app_installed_team_id: 'T_OURS', team_id: 'T_OURS' },
}
const command = { command: '/concern', team_id: 'T_OURS', is_enterprise_install: 'false' }
const home = { type: 'event_callback', team_id: 'T_OURS', event: { type: 'app_home_opened', user: 'U1' } }

describe('what comes from the one workspace that is served (F15)', () => {
  it.each([
    ['a press', press],
    ['a press outside any organisation', { ...press, enterprise: null, view: undefined }],
    ['a command', command],
    ['App Home', home],
  ])('%s is let in', (_what, body) => {
    expect(comesFrom(ours, body)).toBe(true)
  })

  it.each([
    ['a press in another workspace', { ...press, team: { id: 'T_OTHER' } }],
    ['a press by somebody of another workspace', { ...press, user: { id: 'U1', team_id: 'T_OTHER' } }],
    ['a view made in another workspace', { ...press, view: { app_installed_team_id: 'T_OTHER' } }],
    ['a view that lives in another workspace', { ...press, view: { team_id: 'T_OTHER' } }],
    ['another organisation', { ...press, enterprise: { id: 'E_OTHER' } }],
    ['an installation of a whole organisation', { ...press, is_enterprise_install: true }],
    ['a command of such an installation', { ...command, is_enterprise_install: 'true' }],
    ['a command in another workspace', { ...command, team_id: 'T_OTHER' }],
    ['a command of another organisation', { ...command, enterprise_id: 'E_OTHER' }],
    ['App Home of another workspace', { ...home, team_id: 'T_OTHER' }],
    [
      'App Home by somebody connected from elsewhere',
      { ...home, event: { ...home.event, user_team: 'T_OTHER' } },
    ],
    ['an event for a whole organisation', { ...home, authorizations: [{ is_enterprise_install: true }] }],
    ['something that does not say where it is from', { type: 'block_actions', user: { id: 'U1' } }],
    ['a workspace that is no text', { ...press, team: { id: ['T_OURS'] } }],
    ['nothing', undefined],
  ])('%s is not', (_what, body) => {
    expect(comesFrom(ours, body)).toBe(false)
  })

  it('what Slack tells of a channel is heard also when it is about somebody of another workspace', () => {
    const joined = {
      type: 'event_callback',
      team_id: 'T_OTHER',
      context_team_id: 'T_OURS',
      event: { type: 'member_joined_channel', user: 'U1' },
    }
    expect(comesFrom(ours, joined)).toBe(true)
    expect(comesFrom(ours, { ...joined, context_team_id: 'T_OTHER' })).toBe(false)
  })
})

/** A Bolt app behind the guard, with a listener for everything that Slack can send. */
const guarded = async () => {
  const reached: string[] = []
  const shown: unknown[] = []
  const show = async ({ view }: { view: unknown }) => {
    shown.push(view)
    return { ok: true, view: { id: 'V1', hash: '1' } }
  }
  const views = { open: show, push: show, update: show }
  const app = new App({
    receiver: { init: () => undefined, start: async () => undefined, stop: async () => undefined },
    authorize: async () => ({ botId: 'B1', botUserId: 'U0' }),
    logLevel: 'error' as never,
    convoStore: false,
  })
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  guardEntrance(app, { log, settings: nothingSet, workspace: ours } as never)
  const note = (what: string) => async () => void reached.push(what)
  app.command('/concern', note('command'))
  app.shortcut({ callback_id: 's' }, note('shortcut'))
  app.view('f', note('form'))
  app.view({ type: 'view_closed', callback_id: 'f' }, note('closed'))
  app.action('a', note('button'))
  app.options('o', note('options'))
  app.event('app_home_opened', note('home'))
  // The answer goes where a test can see it.
  Object.assign(app.client, { views })
  const send = async (body: object) => {
    const acked: unknown[] = []
    await app.processEvent({ body, ack: async (answer?: unknown) => void acked.push(answer) } as never)
    return { reached: reached.splice(0), acked, shown: shown.splice(0) }
  }
  return send
}

const view = {
  id: 'V1',
  type: 'modal',
  callback_id: 'f',
  private_metadata: '',
  blocks: [{ type: 'input', block_id: 'text' }],
  state: { values: { text: { value: { type: 'plain_text_input', value: 'Wren was crying' } } } },
}
const { view: _view, ...from } = press
const everything = {
  command: { ...command, user_id: 'U1', text: '', trigger_id: 't', channel_id: 'C1' },
  button: {
    ...from,
    trigger_id: 't',
    actions: [{ type: 'button', action_id: 'a', block_id: 'b', value: 'v' }],
  },
  form: { ...from, type: 'view_submission', view },
  closed: { ...from, type: 'view_closed', view },
  shortcut: { ...from, type: 'message_action', callback_id: 's', trigger_id: 't', message: { text: 'x' } },
  options: { ...from, type: 'block_suggestion', action_id: 'o', block_id: 'b', value: '' },
  home,
}
const refused =
  /Safehold answers only people of the workspace it is set up in.*ring 999 now.*Ring the SPOC or CEAST/
const nothing = /^\[\[null\],\[\]\]$/
const answers: Readonly<Record<string, RegExp>> = {
  command: refused,
  button: refused,
  form: new RegExp(`${refused.source}.*Wren was crying`),
  closed: nothing,
  shortcut: refused,
  options: /^\[\[\{"options":\[\]\}\],\[\]\]$/,
  home: nothing,
}
const elsewhere = { team: { id: 'T_OTHER' }, team_id: 'T_OTHER' }

describe.each(Object.entries(everything))('the %s', (what, body) => {
  it('of this workspace reaches its listener', async () => {
    const send = await guarded()
    expect((await send(body)).reached).toEqual([what])
  })

  it('of another workspace reaches none, and is answered (F15)', async () => {
    const send = await guarded()
    const { reached, acked, shown } = await send({ ...body, ...elsewhere })
    expect(reached).toEqual([])
    expect(acked).toHaveLength(1)
    expect(JSON.stringify([acked, shown])).toMatch(answers[what] ?? /^no such thing/)
  })
})
