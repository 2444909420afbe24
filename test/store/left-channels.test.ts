import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Command } from '../../src/case/commands.ts'
import type { Actor } from '../../src/case/people.ts'
import type { PlainText } from '../../src/store/store.ts'
import { ceast, done, raise } from './acting.ts'
import { type Opened, opened } from './opened.ts'

const spoc: Actor = { id: 'USPOC', teams: ['spoc'], mayConfirmRelease: false }
const raiser: Actor = { id: 'URAISER', teams: [], mayConfirmRelease: false }

let here: Opened
beforeAll(async () => {
  here = await opened()
})
afterAll(() => here.close())

/** Performs a command with one sealed text. */
const act = (caseId: string, actor: Actor, command: (text: string) => Command) => {
  const id = randomUUID()
  const texts: Record<string, PlainText> = { [id]: { field: 'text', plain: 'Made up' } }
  return done(here.store, { caseId, actor, command: command(id), texts })
}

const wantedIn = async (destination: string, caseId: string): Promise<number | undefined> => {
  const found = await here.owner.query<{ wanted_version: number }>(
    'select wanted_version from headline where case_id = $1 and destination = $2',
    [caseId, destination],
  )
  return found.rows[0]?.wanted_version
}

it('a channel that is asked for nothing any more still shows how the case stands (F13)', async () => {
  const { id } = await done(here.store, raise())
  await act(id, spoc, reason => ({
    kind: 'record_triage_decision',
    concern: false,
    visit: false,
    reason,
    adviser: 'UADVISER',
  }))
  expect(await wantedIn('team:ceast', id)).toBeUndefined()
  await act(id, raiser, text => ({ kind: 'say_still_concerned', text }))
  const asked = (await wantedIn('team:ceast', id)) ?? 0
  await act(id, ceast, reason => ({ kind: 'answer_remaining_concern', concern: false, reason }))
  const answered = (await wantedIn('team:ceast', id)) ?? 0
  expect(answered).toBeGreaterThan(asked)
  await act(id, raiser, text => ({ kind: 'add_concern', text, harmed: ['customer'], kinds: [] }))
  expect(await wantedIn('team:ceast', id)).toBeGreaterThan(answered)
})
