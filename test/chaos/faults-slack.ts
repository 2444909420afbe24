import type { FaultId, FaultParams } from '../../src/workbench/faults/kinds.ts'
import { aimedAt, type Blow, type Fault, type Heal } from './fault.ts'
import type { System } from './system.ts'

type Params = FaultParams | ((system: System, blow: Blow) => FaultParams)

/** A fault of the workbench, on until it is healed. */
const slack =
  (kind: FaultId, params: Params = {}) =>
  (system: System, blow: Blow): Heal => {
    const given = typeof params === 'function' ? params(system, blow) : params
    const { id } = system.workbench.faults.start(kind, given)
    return () => void system.workbench.faults.end(id)
  }

const aChannel = ({ workbench: { channels } }: System, blow: Blow): FaultParams => ({
  channel: aimedAt([channels.spoc, channels.ceast, channels.visiting], blow),
})
const waitedLong = `
update safehold.outbox set written_at = written_at - interval '3 minutes'
where status = 'waiting' and written_at > clock_timestamp() - interval '3 minutes'`
const posts = { method: 'chat.postMessage' } as const
const forms = { payload: 'view_submission' } as const

export const slackFaults = {
  'slack-429': {
    about: '429 with Retry-After for messages',
    begin: slack('status', { ...posts, status: 429, seconds: 1, count: 4 }),
  },
  'slack-5xx': { about: '500 for every call', begin: slack('status', { status: 500, count: 12 }) },
  'slack-503-messages': { about: '503 for messages', begin: slack('status', { ...posts, status: 503 }) },
  'slack-slow': { about: 'every call takes 1.5 s', begin: slack('delay', { ms: 1500 }) },
  'taken-then-reset': {
    about: 'a message is taken and the connection reset',
    begin: slack('accept-then-reset', { ...posts, count: 3 }),
  },
  'taken-then-silence': {
    about: 'a message is taken and never answered',
    begin: slack('accept-then-hang', { ...posts, count: 1 }),
  },
  'taken-then-500': {
    about: 'a message is taken and answered with 500',
    begin: slack('accept-then-fail', { ...posts, status: 500, count: 3 }),
  },
  'edit-taken-then-reset': {
    about: 'an edit is taken and the connection reset',
    begin: slack('accept-then-reset', { method: 'chat.update', count: 3 }),
  },
  'form-twice': {
    about: 'Slack delivers forms twice',
    begin: slack('duplicate', { ...forms, count: 4, ms: 150 }),
  },
  'form-out-of-order': {
    about: 'a form overtakes another',
    begin: slack('reorder', { ...forms, count: 4, ms: 1200 }),
  },
  'form-lost': { about: 'a form never arrives', begin: slack('lost', { ...forms, count: 1 }) },
  'form-answer-late': {
    about: 'the answer to a form comes too late',
    begin: slack('late-ack', { ...forms, count: 1, ms: 3000 }),
  },
  'socket-refresh': {
    about: 'disconnect frames: refresh requested',
    transport: 'socket',
    begin: slack('refresh', { count: 2, ms: 400 }),
  },
  'socket-warning': {
    about: 'disconnect frames: warning, then refresh',
    transport: 'socket',
    begin: slack('warning', { ms: 500 }),
  },
  'socket-cut': {
    about: 'sockets cut without a word',
    transport: 'socket',
    begin: slack('cut', { count: 2, ms: 700 }),
  },
  'socket-silent': {
    about: 'sockets that Slack does not read',
    transport: 'socket',
    begin: slack('silence'),
  },
  'socket-dead': {
    about: 'one of several sockets is dead and gets every second payload',
    transport: 'socket',
    begin: slack('dead-socket', { count: 4 }),
  },
  'token-revoked': { about: 'the token is revoked, and then restored', begin: slack('token-revoked') },
  'channel-archived': { about: "a team's channel is archived", begin: slack('channel-archived', aChannel) },
  'app-removed': { about: "the app is removed from a team's channel", begin: slack('app-removed', aChannel) },
  'message-refused': {
    about: "messages for a team's channel are refused for good",
    apart: true,
    begin: slack('error', (system, blow) => ({
      ...posts,
      ...aChannel(system, blow),
      error: 'invalid_blocks',
      count: 2,
    })),
  },
  'person-gone': {
    about: 'people cannot be reached in Slack',
    apart: true,
    begin: slack('error', { method: 'conversations.open', error: 'user_disabled', count: 3 }),
  },
  'waited-long': {
    about: 'a channel is archived for what counts as minutes, so that its messages are told in one',
    apart: true,
    begin: (system, blow) => {
      const { leads, spoc } = system.workbench.channels
      const open = slack('channel-archived', { channel: aimedAt([leads, spoc], blow) })(system, blow)
      const wait = (): void => {
        // PostgreSQL may be away because of another fault: the next time it ages them.
        system.rows(waitedLong).catch(() => undefined)
      }
      const timer = setInterval(wait, 250)
      return () => {
        clearInterval(timer)
        return open()
      }
    },
  },
  'slack-outage': { about: 'an outage of all of Slack', begin: slack('outage') },
  'hold-slack': {
    about: 'a black hole between Safehold and Slack',
    begin: ({ proxies }) => {
      proxies.slack.hold()
      return () => proxies.slack.pass()
    },
  },
  'cut-slack': {
    about: 'every connection with Slack is reset, and new ones refused',
    begin: ({ proxies }) => {
      proxies.slack.refuse()
      return () => proxies.slack.pass()
    },
  },
} satisfies Record<string, Fault>
