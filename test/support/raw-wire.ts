import type { Fields } from '../../src/workbench/fields.ts'
import type { Reply } from '../../src/workbench/line.ts'
import type { Workbench } from '../../src/workbench/workbench.ts'
import { wordsOf } from './case-by-hand.ts'

/** A form as it is sent, with anything in it that Slack itself would never let through. */
export type RawForm = {
  person: string
  callbackId: string
  metadata?: string | null
  /** By block_id; text, or Slack's own form of an answer. */
  answers?: Record<string, string | Fields>
}

const waitMs = 12_000

/** Payloads that no honest screen would send, with any address to answer to, and what is on anybody's screen after them. */
export const rawWire = (workbench: Workbench, responseUrl = `${workbench.url}/response/none`) => {
  const { driver, world } = workbench

  const from = (person: string) => ({
    team: { id: world.identity.teamId, domain: world.identity.teamDomain },
    user: { id: person, username: 'made.up', name: 'made.up', team_id: world.identity.teamId },
    api_app_id: world.identity.appId,
    token: world.identity.verificationToken,
    enterprise: null,
    is_enterprise_install: false,
    trigger_id: world.triggers.mint(person),
  })

  /** The view on top of somebody's screen, also for people the workbench has no hands for. */
  const onScreen = (person: string): Fields | undefined => world.stacks.get(person)?.at(-1)?.definition

  const clearScreen = (person: string): void => void world.stacks.delete(person)

  /** A press of a button with any value. */
  const press = (person: string, actionId: string, value: string, more: Fields = {}): Promise<Reply> =>
    driver.deliver({
      type: 'block_actions',
      ...from(person),
      container: { type: 'message', message_ts: '1.000001', channel_id: workbench.channels.spoc },
      channel: { id: workbench.channels.spoc, name: 'privategroup' },
      state: { values: {} },
      response_url: responseUrl,
      actions: [
        { type: 'button', block_id: 'raw', action_id: actionId, action_ts: '1.000002', value, ...more },
      ],
    })

  /** The view that is left when "Loading", which is not yet an answer, has gone. */
  const settled = (person: string, what: string): Promise<Fields> =>
    driver.waitFor(
      () => {
        const view = onScreen(person)
        return view && !wordsOf(view).includes('Loading. This takes a moment.') && view
      },
      { timeoutMs: waitMs, what: `an answer to ${what} for ${person}` },
    )

  /** Presses and waits for what comes of it. */
  const pressed = async (person: string, actionId: string, value: string): Promise<Fields> => {
    clearScreen(person)
    await press(person, actionId, value)
    return settled(person, actionId)
  }

  const submission = ({ person, callbackId, metadata = '', answers = {} }: RawForm): Fields => ({
    type: 'view_submission',
    ...from(person),
    view: {
      id: 'V0MADEUP01',
      team_id: world.identity.teamId,
      type: 'modal',
      callback_id: callbackId,
      ...(metadata !== null && { private_metadata: metadata }),
      hash: '1.made-up',
      title: { type: 'plain_text', text: 'Made up' },
      submit: { type: 'plain_text', text: 'Send' },
      close: null,
      previous_view_id: null,
      root_view_id: 'V0MADEUP01',
      blocks: Object.keys(answers).map(name => ({ type: 'input', block_id: name })),
      state: {
        values: Object.fromEntries(
          Object.entries(answers).map(([name, answer]) => [
            name,
            { value: typeof answer === 'string' ? { type: 'plain_text_input', value: answer } : answer },
          ]),
        ),
      },
    },
    response_urls: [],
  })

  /** Sends a form and gives the acknowledgement's own words: a view, errors beside fields, or why there was none. */
  const submit = async (form: RawForm): Promise<Fields> => {
    const reply = await driver.deliver(submission(form))
    return reply.ok ? reply.body : { unanswered: reply.reason }
  }

  /** `/concern` with any text. */
  const command = (person: string, text: string): Promise<Reply> =>
    driver.deliver({
      token: world.identity.verificationToken,
      team_id: world.identity.teamId,
      team_domain: world.identity.teamDomain,
      channel_id: workbench.channels.general,
      channel_name: 'general',
      user_id: person,
      user_name: 'made.up',
      command: '/concern',
      text,
      api_app_id: world.identity.appId,
      is_enterprise_install: 'false',
      response_url: responseUrl,
      trigger_id: world.triggers.mint(person),
    })

  /** `/concern` with any text, and what comes of it. */
  const asked = async (person: string, text: string): Promise<Fields> => {
    clearScreen(person)
    await command(person, text)
    return settled(person, `/concern ${text}`)
  }

  return { onScreen, clearScreen, press, pressed, submission, submit, command, asked }
}

/** A choice as Slack sends it. */
export const chosen = (value: string): Fields => ({ type: 'radio_buttons', selected_option: { value } })
/** Ticks as Slack sends them. */
export const ticked = (...values: string[]): Fields => ({
  type: 'checkboxes',
  selected_options: values.map(value => ({ value })),
})
/** A day as Slack sends it. */
export const onDay = (day: string): Fields => ({ type: 'datepicker', selected_date: day })
/** A colleague as Slack sends them. */
export const picked = (person: string): Fields => ({ type: 'users_select', selected_user: person })
