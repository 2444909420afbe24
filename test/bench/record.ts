import { Client } from 'pg'
import type { Instant } from '../../src/calendar/london.ts'
import { readSettings } from '../../src/settings/read-settings.ts'
import { staffDaysOf } from '../../src/settings/staff-calendars.ts'
import type { Log } from '../../src/log-fields.ts'
import { chained, chainStart } from '../../src/store/chain.ts'
import { countedBy } from '../../src/store/counted-by.ts'
import { openDb } from '../../src/store/db.ts'
import { migrate } from '../../src/store/migrate.ts'
import { deadlineRows, headlineRows } from '../../src/store/perform/derived.ts'
import { keyEncryption } from '../../src/store/vault/key-encryption.ts'
import { loadKeyring } from '../../src/store/vault/keyring.ts'
import { makeVault } from '../../src/store/vault/make-vault.ts'
import type { Vault } from '../../src/store/vault/vault.ts'
import { copyOf, type Kind, type Model, modelCase } from './model-case.ts'

/** A deadline that is in the record and waits for its moment. */
export type Waiting = {
  caseId: string
  deadline: string
  rung: number
  dueAt: Instant
  nextAt: Instant
  severity: number
}

/** Where a case's headline stands in Slack already. */
export type Posted = (destination: string) => { channel: string; ts: string }

/** Cases to write: so many, opened at moments spread evenly between two. */
export type Batch = Kind & { count: number; openedFrom: Date; openedTo: Date; posted?: Posted }

export type Record = {
  add(batch: Batch): Promise<Waiting[]>
  /** Lets PostgreSQL look at what it has, as it does by itself before long. */
  settle(): Promise<void>
  close(): Promise<void>
}

const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }
const atOnce = 200
/** Beyond these, cases opened near the same moment are copies of one another with ids and keys of their own. */
const mostModels = 2000
/** As a process without settings has them. */
const staff = staffDaysOf(readSettings(undefined))
/** As a store would write it, so that no worker counts these cases' dates anew. */
const counted = countedBy(staff)
const nowhere: Posted = () => ({ channel: 'C0NOWHERE1', ts: '1.000001' })

/**
 * Opens a record to be filled fast: the core decides cases, each copy is chained, sealed and keyed as the store does, and
 * many are written at a time. What they told Slack when they were opened counts as sent long ago.
 */
export const openRecord = async (databaseUrl: string, dataKey: Buffer): Promise<Record> => {
  await migrate(databaseUrl, quiet)
  const db = openDb(databaseUrl, quiet)
  const keks = keyEncryption({ dataKey })
  const vault = makeVault(keks, await loadKeyring(db, keks))
  await db.close()
  // As a replica PostgreSQL leaves out what it checks for each row: the core and the store's own parts made them.
  const owner = new Client({
    connectionString: databaseUrl,
    options: '-c search_path=safehold -c session_replication_role=replica -c synchronous_commit=off',
  })
  owner.on('error', () => undefined)
  await owner.connect()
  const numbers = async (count: number): Promise<number> => {
    const { rows } = await owner.query<{ last: string }>(
      `select setval('case_ref', nextval('case_ref') + $1 - 1) as last`,
      [count],
    )
    return Number(rows[0]?.last) - count + 1
  }
  return {
    add: async ({ count, openedFrom, openedTo, posted = nowhere, ...kind }) => {
      const first = await numbers(count)
      const models = Math.min(count, mostModels)
      const spanMs = openedTo.getTime() - openedFrom.getTime()
      const waiting: Waiting[] = []
      let model: Model | undefined
      let rows = noRows()
      let written = Promise.resolve<unknown>(undefined)
      for (let i = 0; i < count; i++) {
        if (i === 0 || Math.floor((i * models) / count) !== Math.floor(((i - 1) * models) / count))
          model = modelCase(new Date(openedFrom.getTime() + Math.floor((i * spanMs) / count)), kind, staff)
        if (model !== undefined)
          waiting.push(...(await addRows(rows, copyOf(model, first + i), vault, posted)))
        if (rows.cases.length < atOnce && i < count - 1) continue
        await written
        written = owner.query({ name: 'seed', text: statement, values: [JSON.stringify(rows)] })
        rows = noRows()
      }
      await written
      return waiting
    },
    settle: async () => {
      await owner.query('vacuum analyze')
    },
    close: () => owner.end(),
  }
}

type Rows = {
  [Table in 'cases' | 'keys' | 'events' | 'sealed' | 'deadlines' | 'submissions' | 'headlines']: object[]
}

const noRows = (): Rows => ({
  cases: [],
  keys: [],
  events: [],
  sealed: [],
  deadlines: [],
  submissions: [],
  headlines: [],
})

const hex = (bytes: Buffer): string => bytes.toString('hex')

const addRows = async (
  rows: Rows,
  { after, events, texts }: Model,
  vault: Vault,
  posted: Posted,
): Promise<Waiting[]> => {
  const { id, ref } = after
  const links = chained(vault, id, chainStart, events)
  const { key, wrapped } = await vault.newCaseKey(id)
  const deadlines = deadlineRows(after, staff, [])
  // A case has been written once for each time that something was decided.
  const version = new Set(events.map(event => event.at)).size
  rows.cases.push({
    id,
    ref,
    version,
    status: after.status,
    service_line: after.serviceLine,
    state: after,
    rules_version: after.rulesVersion,
    opened_at: after.openedAt,
    last_seq: after.seq,
    last_hmac: hex(links.at(-1)?.hmac ?? chainStart),
    counted_by: counted,
  })
  rows.keys.push({ case_id: id, kek_id: wrapped.kekId, wrapped: hex(wrapped.wrapped) })
  rows.events.push(
    ...links.map(link => ({ ...link, case_id: id, prev: hex(link.prev), hmac: hex(link.hmac) })),
  )
  for (const [textId, plain] of Object.entries(texts)) {
    const { nonce, ciphertext } = vault.sealText(key, { caseId: id, textId, field: 'concern' }, plain)
    rows.sealed.push({
      id: textId,
      case_id: id,
      field: 'concern',
      nonce: hex(nonce),
      ciphertext: hex(ciphertext),
    })
  }
  rows.deadlines.push(...deadlines)
  const outcome = { kind: 'done', caseId: id, ref }
  rows.submissions.push({
    nonce: `seed-${id}`,
    case_id: id,
    actor: after.raiser,
    outcome,
    at: after.openedAt,
  })
  for (const { destination, post_id } of headlineRows(after, undefined)) {
    const { channel, ts } = posted(destination)
    rows.headlines.push({
      case_id: id,
      destination,
      post_id,
      version,
      channel,
      slack_ts: ts,
      at: after.openedAt,
    })
  }
  return deadlines.flatMap(({ kind, n, rung, due_at: dueAt, next_at: nextAt, severity }) =>
    nextAt === null ? [] : [{ caseId: id, deadline: `${kind}-${n}`, rung, dueAt, nextAt, severity }],
  )
}

const statement = `
with
c as (
  insert into cases (id, ref, version, status, service_line, state, rules_version, opened_at, last_seq, last_hmac, counted_by)
  select id, ref, version, status, service_line, state, rules_version, opened_at, last_seq, decode(last_hmac, 'hex'), counted_by
  from jsonb_to_recordset($1::jsonb->'cases') as r (id uuid, ref text, version integer, status text, service_line text,
    state jsonb, rules_version text, opened_at timestamptz, last_seq integer, last_hmac text, counted_by text)
),
k as (
  insert into case_key (case_id, kek_id, wrapped) select case_id, kek_id, decode(wrapped, 'hex')
  from jsonb_to_recordset($1::jsonb->'keys') as r (case_id uuid, kek_id text, wrapped text)
),
e as (
  insert into event (case_id, seq, kind, at, actor, data, prev, hmac)
  select case_id, seq, kind, at, actor, data, decode(prev, 'hex'), decode(hmac, 'hex')
  from jsonb_to_recordset($1::jsonb->'events') as r (case_id uuid, seq integer, kind text, at timestamptz, actor text,
    data jsonb, prev text, hmac text)
),
s as (
  insert into sealed (id, case_id, field, nonce, ciphertext)
  select id, case_id, field, decode(nonce, 'hex'), decode(ciphertext, 'hex')
  from jsonb_to_recordset($1::jsonb->'sealed') as r (id uuid, case_id uuid, field text, nonce text, ciphertext text)
),
d as (
  insert into deadline (case_id, kind, n, owner, due_on, due_at, rung, next_at, severity)
  select case_id, kind, n, owner, due_on, due_at, rung, next_at, severity
  from jsonb_to_recordset($1::jsonb->'deadlines') as r (case_id uuid, kind text, n integer, owner text, due_on date,
    due_at timestamptz, rung integer, next_at timestamptz, severity smallint)
),
a as (
  insert into submission (nonce, case_id, actor, outcome, at) select nonce, case_id, actor, outcome, at
  from jsonb_to_recordset($1::jsonb->'submissions') as r (nonce text, case_id uuid, actor text, outcome jsonb, at timestamptz)
),
h as (
  insert into headline (case_id, destination, post_id, wanted_version, posted_version, status, next_at, channel, slack_ts)
  select case_id, destination, post_id, version, version, 'sent', at, channel, slack_ts
  from jsonb_to_recordset($1::jsonb->'headlines') as r (case_id uuid, destination text, post_id uuid, version integer,
    at timestamptz, channel text, slack_ts text)
)
insert into channel_gate (destination)
select distinct destination from jsonb_to_recordset($1::jsonb->'headlines') as r (destination text)
on conflict do nothing`
