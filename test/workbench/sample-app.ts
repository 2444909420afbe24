import type { AddressInfo } from 'node:net'
import type { Server } from 'node:http'
import { App, HTTPReceiver, type Logger, LogLevel, SocketModeReceiver } from '@slack/bolt'
import type { KnownBlock, ModalView } from '@slack/types'
import { type Manifest, manifestFor } from '../../src/slack/manifest.ts'
import { eventTable } from '../../src/workbench/events.ts'
import { startWorkbench, type Workbench, type WorkbenchOptions } from '../../src/workbench/workbench.ts'

export type Transport = 'socket' | 'http'

/** Refusals are what these tests are about, so nobody needs to read of them. */
export const silent: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
}

export type SampleApp = { app: App; errors: string[]; eventsUrl: string; stop(): Promise<void> }

const own = manifestFor({ transport: 'socket' })
/** Safehold's manifest, with a shortcut from anywhere and every event. */
export const sampleManifest: Manifest = {
  ...own,
  features: {
    ...own.features,
    shortcuts: [
      ...(own.features?.shortcuts ?? []),
      { name: 'Raise anywhere', type: 'global', callback_id: 'raise_anywhere', description: 'From the menu' },
    ],
  },
  settings: {
    ...own.settings,
    // The keys of the table, whose type Object.keys forgets.
    event_subscriptions: { bot_events: Object.keys(eventTable) as (keyof typeof eventTable)[] },
  },
}

const plain = (text: string) => ({ type: 'plain_text' as const, text })
const option = (value: string) => ({ text: plain(value), value })

function raiseView(inDanger: boolean): ModalView {
  const warning: KnownBlock = {
    type: 'section',
    block_id: 'warning',
    text: { type: 'mrkdwn', text: '*Ring 999 now.*' },
  }
  return {
    type: 'modal',
    callback_id: 'raise',
    title: plain('Raise a concern'),
    submit: plain('Send'),
    private_metadata: 'nonce-1',
    notify_on_close: true,
    blocks: [
      {
        type: 'input',
        block_id: 'danger',
        dispatch_action: true,
        label: plain('Is anyone in danger?'),
        element: { type: 'radio_buttons', action_id: 'danger', options: [option('yes'), option('no')] },
      },
      ...(inDanger ? [warning] : []),
      {
        type: 'input',
        block_id: 'what',
        label: plain('What makes you concerned?'),
        element: { type: 'plain_text_input', action_id: 'what', multiline: true, max_length: 3000 },
      },
      {
        type: 'input',
        block_id: 'who',
        optional: true,
        label: plain('Who could be harmed?'),
        element: { type: 'checkboxes', action_id: 'who', options: [option('customer'), option('child')] },
      },
      {
        type: 'input',
        block_id: 'when',
        optional: true,
        label: plain('When?'),
        element: { type: 'datepicker', action_id: 'when' },
      },
    ],
  }
}

/** A form with a menu that asks the app what it offers. */
const cityView: ModalView = {
  type: 'modal',
  callback_id: 'city',
  title: plain('City'),
  submit: plain('Save'),
  blocks: [
    {
      type: 'input',
      block_id: 'city',
      label: plain('Which city?'),
      element: { type: 'external_select', action_id: 'city', min_query_length: 2 },
    },
  ],
}

/** A form that asks for several people at once. */
const meetingView: ModalView = {
  type: 'modal',
  callback_id: 'meeting',
  title: plain('Meeting'),
  submit: plain('Save'),
  blocks: [
    {
      type: 'input',
      block_id: 'who',
      label: plain('Who attended?'),
      element: { type: 'multi_users_select', action_id: 'who', placeholder: plain('Choose people') },
    },
  ],
}

export const smallView = (name: string, more: Partial<ModalView> = {}): ModalView => ({
  type: 'modal',
  callback_id: name,
  title: plain(name),
  blocks: [
    { type: 'section', block_id: 'text', text: { type: 'mrkdwn', text: name } },
    {
      type: 'actions',
      block_id: 'more',
      elements: [{ type: 'button', action_id: 'push', text: plain('More'), value: name }],
    },
  ],
  ...more,
})

const headline = (state: string): KnownBlock[] => [
  { type: 'section', text: { type: 'mrkdwn', text: state } },
  {
    type: 'actions',
    block_id: 'do',
    elements: [{ type: 'button', action_id: 'do:take', text: plain('Take the lead'), value: 'case-1.1' }],
  },
]

/** A form with these words gets no answer. */
export const neverAnswered = 'Typed once, and never answered'

/** A small Bolt app that does what Safehold does: command, modal, errors, update, message, button, edit. */
export async function startSampleApp(bench: Workbench, transport: Transport): Promise<SampleApp> {
  const errors: string[] = []
  const clientOptions = {
    slackApiUrl: bench.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  }
  const { appToken, signingSecret } = bench
  const receiver =
    transport === 'socket'
      ? new SocketModeReceiver({ appToken, logger: silent, installerOptions: { clientOptions } })
      : new HTTPReceiver({ signingSecret, logger: silent, endpoints: '/slack/events' })
  const app = new App({
    receiver,
    token: bench.botToken,
    clientOptions,
    logger: silent,
    convoStore: false,
    deferInitialization: true,
  })
  listenTo(app, bench, errors)
  await app.init()
  const server: unknown = await app.start(0)
  const eventsUrl = transport === 'http' ? eventsUrlOf(server) : ''
  if (transport === 'http') bench.setEventsUrl(eventsUrl)
  return { app, errors, eventsUrl, stop: async () => void (await app.stop()) }
}

// HTTPReceiver.start gives the node:http server it listens with, on a TCP port.
const eventsUrlOf = (server: unknown): string =>
  `http://127.0.0.1:${((server as Server).address() as AddressInfo).port}/slack/events`

function listenTo(app: App, bench: Workbench, errors: string[]): void {
  const noting = async (work: () => Promise<unknown>) => {
    try {
      await work()
    } catch (error) {
      errors.push(error instanceof Error ? error.message : String(error))
    }
  }
  app.command('/concern', async ({ ack, client, command, respond }) => {
    const open = (view: ModalView) => client.views.open({ trigger_id: command.trigger_id, view })
    if (command.text === 'silent') return
    if (command.text === 'hello') return ack({ text: 'Hello' })
    await ack()
    if (command.text === 'respond') return void (await respond({ text: 'Later' }))
    if (command.text === 'late')
      await new Promise(resolve => setTimeout(resolve, bench.world.timing.triggerMs + 50))
    if (command.text === 'stack') return noting(() => open(smallView('one')))
    if (command.text === 'city') return noting(() => open(cityView))
    if (command.text === 'meeting') return noting(() => open(meetingView))
    await noting(() => open(raiseView(false)))
    if (command.text === 'twice') await noting(() => open(raiseView(false)))
  })
  app.action('danger', async ({ ack, action, body, client }) => {
    await ack()
    const isYes = action.type === 'radio_buttons' && action.selected_option?.value === 'yes'
    if (body.type !== 'block_actions' || body.view === undefined) return
    const { id, hash } = body.view
    await noting(() => client.views.update({ view_id: id, hash, view: raiseView(isYes) }))
  })
  app.action('push', async ({ ack, body, client }) => {
    await ack()
    if (body.type !== 'block_actions') return
    await noting(() => client.views.push({ trigger_id: body.trigger_id, view: smallView('next') }))
  })
  app.view('raise', async ({ ack, client, view }) => {
    const what = view.state.values['what']?.['what']?.value ?? ''
    if (what === neverAnswered) return
    if (what === 'wrong key') return ack({ response_action: 'errors', errors: { nowhere: 'Lost' } })
    if (what.length < 5) return ack({ response_action: 'errors', errors: { what: 'Say a little more' } })
    await ack({ response_action: 'update', view: smallView('sent', { clear_on_close: true }) })
    await noting(() =>
      client.chat.postMessage({
        channel: bench.channels.spoc,
        text: 'Triage this concern',
        blocks: headline('Triage this concern'),
        metadata: { event_type: 'outbox', event_payload: { outbox_id: view.private_metadata } },
      }),
    )
  })
  app.view('meeting', async ({ ack, view }) => {
    const { selected_users: chosen = [] } = view.state.values['who']?.['who'] ?? {}
    const text = `They were ${chosen.map(id => `<@${id}>`).join(' ')}`
    const blocks: KnownBlock[] = [{ type: 'section', text: { type: 'mrkdwn', text } }]
    await ack({ response_action: 'update', view: smallView('met', { blocks }) })
  })
  app.action('do:take', async ({ ack, body, client }) => {
    await ack()
    if (body.type !== 'block_actions' || body.channel === undefined || body.message === undefined) return
    const text = `Taken by <@${body.user.id}>`
    await client.chat.update({ channel: body.channel.id, ts: body.message.ts, text, blocks: headline(text) })
  })
  app.shortcut('raise_from_message', async ({ ack, client, shortcut }) => {
    await ack()
    const { trigger_id } = shortcut
    await noting(() => client.views.open({ trigger_id, view: raiseView(false) }))
  })
  app.shortcut('raise_anywhere', async ({ ack, client, shortcut }) => {
    await ack()
    await noting(() => client.views.open({ trigger_id: shortcut.trigger_id, view: smallView('anywhere') }))
  })
  app.options('city', async ({ ack, options }) => {
    if (options.value === 'silent') return
    if (options.value === 'wrong') return ack({ options: [{ text: plain('x'.repeat(76)), value: 'x' }] })
    const cities = ['Leeds', 'Leicester', 'London'].filter(city => city.startsWith(options.value))
    await ack({ options: cities.map(city => ({ text: plain(city), value: city.toLowerCase() })) })
  })
  app.view('city', async ({ ack, view }) => {
    const chosen = view.state.values['city']?.['city']?.selected_option
    await ack({ response_action: 'update', view: smallView(`${chosen?.value ?? 'none'}`) })
  })
  app.event('app_home_opened', async ({ client, event }) => {
    const blocks: KnownBlock[] = [{ type: 'section', text: { type: 'mrkdwn', text: 'Nothing is on hold' } }]
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } })
  })
  app.view({ callback_id: 'raise', type: 'view_closed' }, async ({ ack, body }) => {
    await ack()
    errors.push(`closed ${body.view.callback_id}`)
  })
}

/** A workbench with the sample app at its end, and one way to stop both. */
export async function startPair(transport: Transport, more: Partial<WorkbenchOptions> = {}) {
  const bench = await startWorkbench({ port: 0, transport, manifest: sampleManifest, ...more })
  const sample = await startSampleApp(bench, transport)
  const stop = async () => {
    await sample.stop()
    await bench.stop()
  }
  return { bench, sample, stop }
}
