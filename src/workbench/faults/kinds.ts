import { interactionTable } from '../interactions.ts'

/** What may be set when a fault is started. Without `count` it goes on until somebody ends it. */
export type FaultParams = {
  /** A method of the Web API; every one when absent. */
  method?: string
  channel?: string
  /** What sort of payload; every sort when absent. */
  payload?: PayloadKind
  /** How many times it strikes. */
  count?: number
  /** Milliseconds; what they mean is said by the kind of fault. */
  ms?: number
  /** An HTTP status. */
  status?: number
  /** Seconds of Retry-After, for status 429. */
  seconds?: number
  /** A Slack error code. */
  error?: string
}
export type FaultParam = keyof FaultParams

export type PayloadKind = keyof typeof interactionTable | 'events_api'
// The keys of the table, whose type Object.keys forgets.
export const payloadKinds = [
  ...(Object.keys(interactionTable) as (keyof typeof interactionTable)[]),
  'events_api',
] as const

export type FaultKind = {
  id: string
  label: string
  /** In words, with what the parameters mean. */
  happens: string
  takes: readonly FaultParam[]
  /** What the page suggests. */
  suggests: FaultParams
  /** There is nothing to disturb when the workbench speaks signed HTTP. */
  socketOnly?: true
}

const call = ['method', 'channel', 'count'] as const
const post = { method: 'chat.postMessage', count: 1 } as const

/** Everything that can be made to go wrong. Each id is named in the title of the test that proves it. */
export const faultKinds = [
  {
    id: 'status',
    label: 'HTTP status',
    happens: 'The call is not taken and answered with this status; 429 says for how many seconds to wait.',
    takes: [...call, 'status', 'seconds'],
    suggests: { ...post, status: 500 },
  },
  {
    id: 'error',
    label: 'Slack error',
    happens: 'The call is not taken and refused with this code.',
    takes: [...call, 'error'],
    suggests: { ...post, error: 'internal_error' },
  },
  {
    id: 'delay',
    label: 'Slow answer',
    happens: 'The call waits for so many milliseconds and is then taken.',
    takes: [...call, 'ms'],
    suggests: { ...post, ms: 5000 },
  },
  {
    id: 'reset',
    label: 'Connection cut',
    happens: 'The call is not taken and its connection is cut.',
    takes: call,
    suggests: post,
  },
  {
    id: 'hang',
    label: 'No answer',
    happens: 'The call is not taken and never answered.',
    takes: call,
    suggests: post,
  },
  {
    id: 'accept-then-reset',
    label: 'Taken, then cut',
    happens: 'The call takes effect, and its connection is cut before the answer.',
    takes: call,
    suggests: post,
  },
  {
    id: 'accept-then-hang',
    label: 'Taken, then no answer',
    happens: 'The call takes effect and is never answered.',
    takes: call,
    suggests: post,
  },
  {
    id: 'accept-then-fail',
    label: 'Taken, then failed',
    happens: 'The call takes effect and is answered with this status or this code.',
    takes: [...call, 'status', 'error'],
    suggests: { ...post, status: 500 },
  },
  {
    id: 'duplicate',
    label: 'Sent twice',
    happens: 'The same payload goes to the app twice, the second time so many milliseconds later.',
    takes: ['payload', 'count', 'ms'],
    suggests: { payload: 'view_submission', count: 1, ms: 0 },
  },
  {
    id: 'reorder',
    label: 'Out of order',
    happens:
      'A payload waits until the next one of its sort has been answered, for so many milliseconds at most.',
    takes: ['payload', 'count', 'ms'],
    suggests: { payload: 'view_submission', count: 2, ms: 2000 },
  },
  {
    id: 'late-ack',
    label: 'Late acknowledgement',
    happens:
      'The answer of the app arrives so many milliseconds late; after 3 seconds the person is told of trouble.',
    takes: ['payload', 'count', 'ms'],
    suggests: { payload: 'view_submission', count: 1, ms: 3000 },
  },
  {
    id: 'lost',
    label: 'Never delivered',
    happens: 'The payload does not reach the app, and the person is told of trouble after 3 seconds.',
    takes: ['payload', 'count'],
    suggests: { payload: 'view_submission', count: 1 },
  },
  {
    id: 'expired-trigger',
    label: 'Expired trigger',
    happens: 'The trigger id in the payload is too old to open a view.',
    takes: ['payload', 'count'],
    suggests: { payload: 'slash_commands', count: 1 },
  },
  {
    id: 'dead-socket',
    label: 'Dead connection among several',
    happens:
      'Slack takes a connection for open that nobody reads any more, and gives it every second payload.',
    takes: ['payload', 'count'],
    suggests: { count: 2 },
    socketOnly: true,
  },
  {
    id: 'warning',
    label: 'Disconnect: warning',
    happens: 'Slack says that it will end the connections, and ends them so many milliseconds later.',
    takes: ['ms'],
    suggests: { ms: 10_000 },
    socketOnly: true,
  },
  {
    id: 'refresh',
    label: 'Disconnect: refresh requested',
    happens: 'Slack asks for new connections and ends the old ones; again after so many milliseconds.',
    takes: ['count', 'ms'],
    suggests: { count: 1, ms: 10_000 },
    socketOnly: true,
  },
  {
    id: 'cut',
    label: 'Disconnect: without a word',
    happens: 'The connections are cut; again after so many milliseconds.',
    takes: ['count', 'ms'],
    suggests: { count: 1, ms: 10_000 },
    socketOnly: true,
  },
  {
    id: 'silence',
    label: 'Silent connections',
    happens: 'The connections stay open and Slack reads nothing from them, for so many milliseconds.',
    takes: ['ms'],
    suggests: { ms: 20_000 },
    socketOnly: true,
  },
  {
    id: 'token-revoked',
    label: 'Tokens revoked',
    happens: 'Every call is refused with token_revoked, for so many milliseconds.',
    takes: ['ms'],
    suggests: {},
  },
  {
    id: 'channel-archived',
    label: 'Channel archived',
    happens: 'The channel is archived, for so many milliseconds.',
    takes: ['channel', 'ms'],
    suggests: {},
  },
  {
    id: 'app-removed',
    label: 'App removed from a channel',
    happens: 'The app is no member of the channel, for so many milliseconds.',
    takes: ['channel', 'ms'],
    suggests: {},
  },
  {
    id: 'outage',
    label: 'Outage of Slack',
    happens:
      'Calls are answered with 503, connections are cut, and nothing reaches the app, for so many milliseconds. Slack sends no event of that time later.',
    takes: ['ms'],
    suggests: {},
  },
] as const satisfies readonly FaultKind[]

export type FaultId = (typeof faultKinds)[number]['id']

/** The kind of this id, as wide as every kind. */
export const faultKindOf = (id: FaultId): FaultKind | undefined => faultKinds.find(kind => kind.id === id)
