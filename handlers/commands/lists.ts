import type { Case } from '../../src/case/case.ts'
import { isCustomer } from '../../src/case/customer-is-colleague.ts'
import { holdOf } from '../../src/case/hold.ts'
import type { Actor } from '../../src/case/people.ts'
import { knowsOfLinked } from '../../src/case/readable-texts.ts'
import { notAllowed } from '../../src/case/refusal.ts'
import type { ModalView } from '../../src/slack/modal.ts'
import {
  dueView,
  heldFirst,
  holdsView,
  listLength,
  type ListName,
  mineView,
  type Turn,
} from '../../src/slack/views/list-views.ts'
import type { Deps } from '../deps.ts'
import { EntryRefusedError } from '../gate.ts'
import type { Asked } from '../handle.ts'

/** A customer who is a colleague finds no case of their own in any list (F15). */
export const isShownTo =
  ({ id }: Actor) =>
  ({ case: c, linked }: { case: Case; linked: readonly Case[] }): boolean =>
    !isCustomer(c, linked, id)

/** A hold on a linked case holds this award too: it is said to everybody, and names no case. All else of it may (F5). */
const linkedFor = (
  actor: Actor,
  { case: c, linked }: { case: Case; linked: readonly Case[] },
): readonly Case[] => (knowsOfLinked(c, actor) || holdOf(c, linked).level === 'hold' ? linked : [])

type Parts = Pick<Deps, 'store' | 'staff'>
type Page<T> = { rows: readonly T[]; turn: Turn }
type List = (parts: Parts, actor: Actor, page: number) => Promise<ModalView>

/** One page of a list (R36, F15). Logged before it is shown. */
export const listPageFor = (parts: Parts, actor: Actor, name: ListName, page: number): Promise<ModalView> =>
  lists[name](parts, actor, page)

/** The next or the previous page of a list, in place of this one. */
export const pressListPage =
  (deps: Deps) =>
  async ({ person, text, screen }: Asked): Promise<void> => {
    const [name, page] = pageOf(text)
    await screen.replace(await listPageFor(deps, await deps.gate.actorOf(person), name, page))
  }

/** What the button of a page carries. Throws when it is not ours. */
const pageOf = (text: string): [ListName, number] => {
  const [, name, page] = /^(holds|due|mine)\.(\d{1,4})$/.exec(text) ?? []
  if (name !== 'holds' && name !== 'due' && name !== 'mine')
    throw new Error('This page of a list is not ours')
  return [name, Number(page)]
}

/** One more is read than is shown, which says whether there are more. A list that has become shorter begins anew. */
const readPage = async <T>(
  page: number,
  read: (limit: number, skip: number) => Promise<readonly T[]>,
): Promise<Page<T>> => {
  const found = await read(listLength + 1, page * listLength)
  if (found.length === 0 && page > 0) return readPage(0, read)
  return { rows: found.slice(0, listLength), turn: { page, more: found.length > listLength } }
}

const holds: List = async ({ store }, actor, page) => {
  if (actor.teams.length === 0)
    throw new EntryRefusedError(
      notAllowed(
        'Only the teams see the list of awards on hold',
        'F15',
        'Check one award: /concern check',
        'See your own cases: /concern mine',
      ),
    )
  await store.logView({ actor: actor.id, what: 'holds' })
  const { rows, turn } = await readPage(page, (limit, skip) => store.openHolds(limit, skip))
  return holdsView(rows.filter(isShownTo(actor)), turn)
}

const mine: List = async ({ store, staff }, actor, page) => {
  await store.logView({ actor: actor.id, what: 'mine' })
  const [cases, now] = await Promise.all([store.casesOf(actor.id), store.clockNow()])
  const own = heldFirst(cases.filter(isShownTo(actor)))
  const { rows, turn } = await readPage(page, async (limit, skip) => own.slice(skip, skip + limit))
  const shown = rows.map(row => ({ ...row, linked: linkedFor(actor, row) }))
  return mineView(shown, now.toISOString(), staff, turn)
}

const due: List = async ({ store, staff }, actor, page) => {
  await store.logView({ actor: actor.id, what: 'due' })
  const owners = [...actor.teams.map(team => `team:${team}`), `person:${actor.id}`]
  const [{ rows, turn }, now] = await Promise.all([
    readPage(page, (limit, skip) => store.dueFor(owners, limit, skip)),
    store.clockNow(),
  ])
  return dueView(rows.filter(isShownTo(actor)), now.toISOString(), staff, turn)
}

const lists: Record<ListName, List> = { holds, mine, due }
