import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Client } from 'pg'
import { openHoldsOf } from '../../src/case/hold.ts'
import {
  ask,
  ceast,
  ceast2,
  correctNumber,
  correctVisit,
  daysAgo,
  done,
  freshNumber,
  held,
  raise,
  referred,
  releaseInError,
  visit,
} from './acting.ts'
import { type Opened, opened } from './opened.ts'

describe("the database's own guards", () => {
  let here: Opened
  let app: Client
  beforeAll(async () => {
    here = await opened()
    app = new Client({
      connectionString: here.url,
      options: '-c search_path=safehold -c role=safehold_app',
    })
    await app.connect()
  })
  afterAll(async () => {
    await app.end()
    await here.close()
  })

  it.each([`update event set actor = 'U9'`, 'delete from event', 'truncate event', 'truncate event cascade'])(
    'the program may not: %s',
    async statement => {
      await done(here.store, raise())
      await expect(app.query(statement)).rejects.toThrow('permission denied')
      await expect(here.owner.query(statement)).rejects.toThrow(/never allowed|foreign key/)
    },
  )

  it.each([
    `update hold set reason = 'unsafe_area'`,
    `update hold set since = since + 1`,
    'update hold set case_id = gen_random_uuid()',
    'delete from hold',
    'truncate hold',
  ])('a hold is not changed: %s', async statement => {
    await held(here.store)
    await expect(app.query(statement)).rejects.toThrow('permission denied')
    await expect(here.owner.query(statement)).rejects.toThrow(/never allowed|changes only/)
  })

  it.each(['update morning_list set day = day + 1', 'delete from morning_list', 'delete from check_alert'])(
    'what is done once a day or an hour is not taken back: %s',
    async statement => {
      await expect(app.query(statement)).rejects.toThrow('permission denied')
    },
  )

  it.each([
    'delete from trouble',
    `update trouble set kind = 'x'`,
    `update trouble set code = 'x'`,
    `update trouble set people = '{U9}'`,
  ])('what could not be done keeps what it is, and whom it was about: %s', async statement => {
    await expect(app.query(statement)).rejects.toThrow('permission denied')
  })

  it.each(['holiday_proposal', 'holiday_decision', 'rung_told'])(
    'what was proposed, answered or told is not emptied: %s',
    async table => {
      await expect(app.query(`truncate ${table} cascade`)).rejects.toThrow('permission denied')
      await expect(here.owner.query(`truncate ${table} cascade`)).rejects.toThrow('never allowed')
    },
  )

  it('a hold is not released without an event that confirmed it', async () => {
    const { id } = await held(here.store)
    await expect(
      app.query(
        `update hold set released_seq = (select max(seq) from event where case_id = $1), released_kind = 'release_confirmed'
         where case_id = $1`,
        [id],
      ),
    ).rejects.toThrow('foreign key')
    await expect(app.query('update hold set released_seq = 99 where case_id = $1', [id])).rejects.toThrow(
      'check constraint',
    )
  })

  it('a hold released once is not changed again', async () => {
    const { store, owner } = here
    const c = await held(store, freshNumber())
    await done(store, correctVisit(c))
    const holds = openHoldsOf(c).map(hold => hold.id)
    const asked = await done(store, releaseInError(c.id, holds))
    const confirm = { kind: 'confirm_release' as const, request: asked.seq }
    await done(store, { caseId: c.id, actor: ceast2, texts: {}, command: confirm })
    const { rows } = await owner.query('select released_kind from hold where case_id = $1', [c.id])
    expect(rows).toEqual([{ released_kind: 'release_confirmed' }])
    await expect(
      app.query('update hold set released_seq = null, released_kind = null where case_id = $1', [c.id]),
    ).rejects.toThrow('changes only once')
  })

  const append = `insert into event (case_id, seq, kind, at, actor, data, prev, hmac)
    select id, last_seq + 1, $2, now(), $3, $4, '', '' from cases where id = $1`

  it('a second ineffective visit without a hold is refused at commit (VR ¶11)', async () => {
    const { id } = await referred(here.store)
    const c = await done(here.store, visit(id))
    expect(openHoldsOf(c)).toEqual([])
    const again = { referral: 1, on: daysAgo(0), outcome: 'refused' }
    await expect(app.query(append, [id, 'visit_recorded', 'UOFFICER', again])).rejects.toThrow(
      'demands a hold',
    )
  })

  it('an unsafe area or a confirmed concern without a hold is refused at commit (VR ¶6, ¶19)', async () => {
    const { id } = await referred(here.store)
    const unsafe = { referral: 1, on: daysAgo(0), outcome: 'unsafe_area' }
    await expect(app.query(append, [id, 'visit_recorded', 'UOFFICER', unsafe])).rejects.toThrow(
      'demands a hold',
    )
    const outcome = { outcome: 'acs_concern' }
    await expect(app.query(append, [id, 'ceast_outcome_recorded', 'UCEAST', outcome])).rejects.toThrow(
      'demands a hold',
    )
    await expect(app.query(append, [id, 'hold_started', 'UCEAST', {}])).rejects.toThrow('no hold row')
  })

  it.each(['closed', 'decision'])('status %s is refused while a hold is open (VR ¶11)', async status => {
    const { id } = await held(here.store)
    await expect(app.query('update cases set status = $2 where id = $1', [id, status])).rejects.toThrow(
      'while a hold is open',
    )
  })

  it('a release confirmed by the person who asked for it is refused (F3)', async () => {
    const c = await held(here.store, freshNumber())
    await done(here.store, correctVisit(c))
    const asked = await done(
      here.store,
      releaseInError(
        c.id,
        openHoldsOf(c).map(hold => hold.id),
      ),
    )
    const confirmed = { request: asked.seq, holds: [] }
    await expect(app.query(append, [c.id, 'release_confirmed', ceast.id, confirmed])).rejects.toThrow(
      'confirmation by another',
    )
    await app.query(append, [c.id, 'release_confirmed', ceast2.id, confirmed])
  })

  it('a change that a guard refuses half-way writes nothing', async () => {
    const { store, owner } = here
    const c = await done(store, raise({ number: freshNumber() }))
    const counts = async () => {
      const { rows } = await owner.query(`select
        (select count(*) from event) as events, (select count(*) from sealed) as texts,
        (select count(*) from submission) as answers, (select count(*) from outbox) as messages,
        (select sum(version) from cases) as versions, (select sum(version) from customer_key) as keys,
        (select sum(wanted_version) from headline) as headlines`)
      return rows
    }
    const before = await counts()
    await owner.query(`alter table deadline add constraint broken check (owner <> 'team:spoc') not valid`)
    try {
      await expect(ask(store, raise({ number: freshNumber() }))).rejects.toThrow('broken')
      await expect(ask(store, correctNumber(c.id, freshNumber()))).rejects.toThrow('broken')
    } finally {
      await owner.query('alter table deadline drop constraint broken')
    }
    expect(await counts()).toEqual(before)
    expect((await done(store, correctNumber(c.id, freshNumber()))).numbers).toHaveLength(2)
  })

  it('after a wrong number is corrected the right customer is held at once, the wrong one until released (F9)', async () => {
    const { store, owner } = here
    const [wrong, right] = [freshNumber(), freshNumber()]
    const c = await held(store, wrong)
    const corrected = await done(store, correctNumber(c.id, right))
    expect(openHoldsOf(corrected).map(({ number }) => number)).toEqual([0, 1])
    for (const number of [wrong, right]) {
      const { found } = await store.check(number)
      expect(found.map(({ case: { id } }) => id)).toEqual([c.id])
    }
    const first = corrected.holds[0]?.id ?? 0
    const release = releaseInError(c.id, [first], undefined, 'wrong_customer')
    const asked = await done(store, release)
    const released = await done(store, {
      caseId: c.id,
      actor: ceast2,
      texts: {},
      command: { kind: 'confirm_release', request: asked.seq },
    })
    expect(openHoldsOf(released).map(({ number }) => number)).toEqual([1])
    const rows = await owner.query(
      'select number, released_seq is null as open from hold where case_id = $1 order by 1',
      [c.id],
    )
    expect(rows.rows).toEqual([
      { number: 0, open: false },
      { number: 1, open: true },
    ])
  })
})
