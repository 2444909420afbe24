import type { Client } from 'pg'
import type { Case } from '../../src/case/case.ts'
import type { Command } from '../../src/case/commands.ts'
import type { Actor } from '../../src/case/people.ts'
import type { Store } from '../../src/store/store.ts'
import { ask } from './acting.ts'
import { caseWork } from './case-work.ts'

export const lead: Actor = { id: 'ULEAD', teams: ['leads'], mayConfirmRelease: false }

/** A case that SPOC and the adviser closed, with nothing due any more. */
export const closedCase = async (store: Store, number?: string): Promise<Case> => {
  const work = caseWork(store)
  const c = await work.close(await work.toAdviser(await work.raise(number), 'UADVISER'))
  const by = (actor: Actor, command: Command) => ask(store, { caseId: c.id, actor, command, texts: {} })
  await by({ id: c.raiser, teams: [], mayConfirmRelease: false }, { kind: 'confirm_email_sent' })
  await by(lead, { kind: 'acknowledge_concern' })
  return (await store.readCase({ id: c.id }))?.case ?? c
}

/** As if all that waits to be told of these cases had been posted, each message once. */
export const delivered = async (owner: Client, ...cases: Pick<Case, 'id'>[]): Promise<void> => {
  const ids = [cases.map(({ id }) => id)]
  await owner.query(
    `update outbox set status = 'sent', channel = 'C1', slack_ts = id::text
     where case_id = any ($1) and status <> 'sent' and destination <> 'slack:erasure'`,
    ids,
  )
  await owner.query(
    `update headline set status = 'sent', posted_version = wanted_version, channel = 'C1',
     slack_ts = coalesce(slack_ts, post_id::text) where case_id = any ($1)`,
    ids,
  )
}
