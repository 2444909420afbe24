import { randomUUID } from 'node:crypto'
import type { LocalDate } from '../calendar/dates.ts'
import type { Instant } from '../calendar/london.ts'
import type { Head } from './audit/checkpoint-line.ts'
import type { ListMessage } from './claim.ts'
import type { StoreDeps } from './deps.ts'
import type { Vault } from './vault/vault.ts'

/** A checkpoint as the database knows it; what is in it stands in the file. */
export type CheckpointRow = { n: number; at: Instant; root: string; hash: string; file: string }

/** This worker is the one to write a checkpoint, until `claim`. `last`: the one before, by number. */
export type CheckpointTurn = { claim: Instant; now: Instant; last: { n: number; hash: string } | null }

export type Checkpoints = Pick<Vault, 'checkpointKey' | 'signCheckpoint'> & {
  /** The turn to write one, for one caller of all, if the last is older than so many milliseconds. */
  claimCheckpoint(olderThanMs: number): Promise<CheckpointTurn | undefined>
  /** The last link of every chain as it is now, some thousands at a time. */
  chainHeads(): AsyncGenerator<Head[]>
  /** Which of these links are not in their chains: the chain ends before, or has another in that place. */
  headsNotFound(heads: readonly Head[]): Promise<Head[]>
  /** Checkpoints that the folder has and the database does not know of. What it knows stays. */
  adoptCheckpoints(rows: readonly CheckpointRow[]): Promise<void>
  /**
   * Records that a checkpoint is on disk, ends the turn, and puts the message to the leads among those to be sent, unless
   * that was done on this day already. False when the turn was over: another worker may have written it.
   */
  recordCheckpoint(
    claim: Instant,
    row: CheckpointRow,
    show: { day: LocalDate; message: ListMessage } | null,
  ): Promise<boolean>
  /** It could not be written: others may try after so many milliseconds. */
  giveUpCheckpoint(claim: Instant, afterMs: number): Promise<void>
  /** How long ago the last one was written, in milliseconds of real time; null when none was. */
  checkpointAge(): Promise<number | null>
}

const turnMinutes = 10
/** Small enough to be read in a moment when the database is busy; written into the statements, so that their plan knows it. */
const page = 500

const claim = `
update checkpoint_turn set claimed_until = date_trunc('milliseconds', clock_timestamp() + interval '${turnMinutes} minutes')
where claimed_until <= clock_timestamp()
  and not exists (select from checkpoint where at > clock_timestamp() - $1::float8 * interval '1 millisecond')
returning claimed_until as claim, date_trunc('milliseconds', clock_timestamp()) as now,
  (select jsonb_build_object('n', n, 'hash', hash) from checkpoint order by n desc limit 1) as last`

const caseHeads = `
select c.id, c.ref, e.seq, e.hmac from (select id, ref from cases where id > $1 order by id limit ${page}) c
left join lateral (select seq, hmac from event where case_id = c.id order by seq desc limit 1) e on true
order by c.id`

// From one chain to the next by the index: going through every view would take as long as there are views.
const viewHeads = `
with recursive names as (
  (select chain from view_log where chain > $1 order by chain limit 1)
  union all
  select (select chain from view_log where chain > names.chain order by chain limit 1) from names where chain is not null
)
select n.chain, l.seq, l.hmac from names n
cross join lateral (select seq, hmac from view_log where chain = n.chain order by seq desc limit 1) l
where n.chain is not null limit ${page}`

const officeHead = 'select seq, hmac from office_log order by seq desc limit 1'

const notFound = `
select w.i from jsonb_to_recordset($1::jsonb) as w (i integer, kind text, id text, seq integer, hmac text)
where not case w.kind
  when 'case' then exists (select from event e
    where e.case_id = w.id::uuid and e.seq = w.seq and e.hmac = decode(w.hmac, 'hex'))
  when 'views' then exists (select from view_log v
    where v.chain = w.id and v.seq = w.seq and v.hmac = decode(w.hmac, 'hex'))
  else exists (select from office_log o where o.seq = w.seq and o.hmac = decode(w.hmac, 'hex'))
end`

const adopt = `
insert into checkpoint (n, at, root, hash, file)
select n, at, root, hash, file
from jsonb_to_recordset($1::jsonb) as r (n integer, at timestamptz, root text, hash text, file text)
on conflict do nothing`

const record = `
with mine as (
  update checkpoint_turn set claimed_until = '-infinity', shown_on = coalesce($4::date, shown_on)
  from (select shown_on as was from checkpoint_turn) before
  where claimed_until = $1::timestamptz
  returning before.was
),
written as (
  insert into checkpoint (n, at, root, hash, file)
  select r.n, r.at, r.root, r.hash, r.file
  from mine, jsonb_to_record($2::jsonb) as r (n integer, at timestamptz, root text, hash text, file text)
),
message as (
  insert into outbox (id, destination, lane, data, next_at, created_at)
  select $3, 'team:leads', 'ordinary', $5::jsonb, clock_now(), clock_now() from mine
  where $4::date is not null and was is distinct from $4::date
),
gate as (insert into channel_gate (destination) select 'team:leads' from mine on conflict do nothing)
select count(*) as mine from mine`

const giveUp = `
update checkpoint_turn set claimed_until = clock_timestamp() + $2::float8 * interval '1 millisecond'
where claimed_until = $1::timestamptz`

const age = 'select extract(epoch from clock_timestamp() - max(at))::float8 * 1000 as ms from checkpoint'

type Row = { id: string; ref: string; seq: number | null; hmac: Buffer | null }

/** Checkpoints of the whole record: who writes one, what is in it, and which ones there are. */
export const checkpoints = ({ db, vault }: StoreDeps): Checkpoints => ({
  checkpointKey: vault.checkpointKey,
  signCheckpoint: text => vault.signCheckpoint(text),
  claimCheckpoint: async olderThanMs => (await db.rows<CheckpointTurn>(claim, [olderThanMs]))[0],
  chainHeads: async function* () {
    for (let after: string | undefined = beforeAll; after !== undefined; ) {
      const rows: Row[] = await db.rows<Row>(caseHeads, [after])
      yield rows.flatMap(({ id, ref, seq, hmac }) =>
        seq === null || hmac === null ? [] : [{ chain: `case:${id}`, seq, mac: macOf(hmac), ref }],
      )
      after = rows.length === page ? rows.at(-1)?.id : undefined
    }
    for (let after: string | undefined = ''; after !== undefined; ) {
      const rows: { chain: string; seq: number; hmac: Buffer }[] = await db.rows(viewHeads, [after])
      yield rows.map(({ chain, seq, hmac }) => ({ chain: `views:${chain}`, seq, mac: macOf(hmac) }))
      after = rows.length === page ? rows.at(-1)?.chain : undefined
    }
    const office = await db.rows<{ seq: number; hmac: Buffer }>(officeHead)
    yield office.map(({ seq, hmac }) => ({ chain: 'office', seq, mac: macOf(hmac) }))
  },
  headsNotFound: async heads => {
    const missing: Head[] = []
    for (let i = 0; i < heads.length; i += page) {
      const some = heads.slice(i, i + page)
      const wanted = some.map(({ chain, seq, mac }, at) => {
        const [kind = '', id = ''] = splitChain(chain)
        return { i: at, kind, id, seq, hmac: Buffer.from(mac, 'base64url').toString('hex') }
      })
      const rows = await db.rows<{ i: number }>(notFound, [JSON.stringify(wanted)])
      missing.push(...rows.flatMap(({ i: at }) => some[at] ?? []))
    }
    return missing
  },
  adoptCheckpoints: async rows => void (await db.rows(adopt, [JSON.stringify(rows)])),
  recordCheckpoint: async (mine, row, show) => {
    const message = show && JSON.stringify(show.message)
    const values = [mine, JSON.stringify(row), randomUUID(), show?.day ?? null, message]
    return (await db.rows<{ mine: number }>(record, values))[0]?.mine === 1
  },
  giveUpCheckpoint: async (mine, afterMs) => void (await db.rows(giveUp, [mine, afterMs])),
  checkpointAge: async () => (await db.rows<{ ms: number | null }>(age))[0]?.ms ?? null,
})

const beforeAll = '00000000-0000-0000-0000-000000000000'
const macOf = (hmac: Buffer): string => hmac.toString('base64url')

/** 'views:lists' is of the kind 'views', and its name there is 'lists'. */
const splitChain = (chain: string): string[] => {
  const colon = chain.indexOf(':')
  return colon < 0 ? [chain] : [chain.slice(0, colon), chain.slice(colon + 1)]
}
