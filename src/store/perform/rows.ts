import type { Instant } from '../../calendar/london.ts'
import type { Case } from '../../case/case.ts'
import type { CaseEvent } from '../../case/events.ts'
import { chained, chainStart } from '../chain.ts'
import type { StoreDeps } from '../deps.ts'
import { type CustomerRows, customerRows } from './customers.ts'
import { affected, besideNow } from './beside.ts'
import { closedAtOf, type DeadlineRow, headlineRows, outboxRows, type OutboxRow } from './derived.ts'
import type { Loaded } from './load.ts'
import { isShownAnew } from './shown.ts'
import type { CaseKeys } from './case-keys.ts'
import type { PerformRequest, SavedAnswer } from './request.ts'

/** Everything that one change writes, named as the columns are. Bytes are in hexadecimal. */
export type Rows = CustomerRows & {
  opens: boolean
  now: Instant
  /** Customer keys and cases with the versions they must still have. */
  keys: Record<string, number>
  expected: Record<string, number>
  /** How many changes of bank holidays were confirmed. */
  holidays: number
  case: CaseRow
  case_key: { kek_id: string; wrapped: string } | null
  event: { seq: number; kind: string; at: Instant; actor: string; data: object; prev: string; hmac: string }[]
  hold: { opened_seq: number; reason: string; since: string; number: number | null }[]
  released: { opened_seq: number; released_seq: number }[]
  sealed: { id: string; field: string; nonce: string; ciphertext: string }[]
  deadline: DeadlineRow[]
  /** The cases whose deadlines are all in `deadline`: this one, and those of the customer that the change affects. */
  deadline_of: string[]
  submission: { nonce: string; actor: string; outcome: SavedAnswer }
  outbox: OutboxRow[]
  /** The deadline whose rung this tells, as in 'triage-0': its messages were to be told at the rung's moment. */
  tells: string | null
  headline: { destination: string; post_id: string }[]
  /** Whether any channel that shows the case has to show it anew. */
  shown_anew: boolean
  /** Other cases whose headlines show this case's hold, or that its customer is reported to have died. */
  shown_with: string[]
}

type CaseRow = {
  id: string
  ref: string
  version: number
  status: string
  service_line: string
  state: Case
  rules_version: string
  opened_at: Instant
  closed_at: Instant | null
  last_seq: number
  last_hmac: string
  /** By what its dates are counted. */
  counted_by: string | null
}

const hex = (bytes: Buffer): string => bytes.toString('hex')

/** Turns a decision into rows: seals the texts, links the events, derives deadlines, messages and headlines. */
export const rowsOf = (
  deps: StoreDeps,
  request: PerformRequest,
  loaded: Loaded,
  newKey: string | undefined,
  { events, after }: { events: readonly CaseEvent[]; after: Case },
  keys: CaseKeys,
): Rows => {
  const { vault, staff, districts } = deps
  const { before, now } = loaded
  const { nonce, actor } = request
  const customers = customerRows(after, events, loaded, newKey)
  const links = chained(vault, after.id, before?.lastHmac ?? chainStart, events)
  const shownAnew = isShownAnew(loaded, events, after, staff)
  return {
    ...customers,
    opens: before === undefined,
    now,
    keys: loaded.keys,
    expected: { ...customers.also, ...(before === undefined ? {} : { [after.id]: before.version }) },
    holidays: loaded.holidays.length,
    case: {
      id: after.id,
      ref: after.ref,
      version: (before?.version ?? 0) + 1,
      status: after.status,
      service_line: after.serviceLine,
      state: after,
      rules_version: after.rulesVersion,
      opened_at: after.openedAt,
      closed_at: closedAtOf(after),
      last_seq: after.seq,
      last_hmac: hex(links.at(-1)?.hmac ?? chainStart),
      counted_by: deps.countedBy ?? null,
    },
    case_key:
      keys.toStore === undefined ? null : { kek_id: keys.toStore.kekId, wrapped: hex(keys.toStore.wrapped) },
    event: links.map(link => ({ ...link, prev: hex(link.prev), hmac: hex(link.hmac) })),
    hold: events
      .filter(event => event.kind === 'hold_started')
      .map(({ seq, reason, since, number }) => ({ opened_seq: seq, reason, since, number })),
    released: events
      .filter(event => event.kind === 'release_confirmed')
      .flatMap(({ seq, holds }) => holds.map(id => ({ opened_seq: id, released_seq: seq }))),
    sealed: Object.entries(request.texts).map(([id, { field, plain }]) => {
      if (keys.key === undefined) throw new Error(`There is a text to seal on ${after.ref}, and no key`)
      const { nonce: sealedWith, ciphertext } = vault.sealText(
        keys.key,
        { caseId: after.id, textId: id, field },
        plain,
      )
      return { id, field, nonce: hex(sealedWith), ciphertext: hex(ciphertext) }
    }),
    ...affected(after, events, loaded, staff),
    submission: { nonce, actor: actor.id, outcome: { kind: 'done', caseId: after.id, ref: after.ref } },
    outbox: outboxRows(after, events, besideNow(loaded, events), deps),
    tells: request.command.kind === 'pass_deadline' ? request.command.deadline : null,
    headline: shownAnew ? headlineRows(after, districts) : [],
    shown_anew: shownAnew,
  }
}
