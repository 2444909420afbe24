import { type Case, isWaiting, type NoteKind } from '../../src/case/case.ts'
import type { CommandOf } from '../../src/case/commands.ts'
import { type Attempted, type Cast, decisions, extra, move, type Table, work } from './move.ts'
import { people } from './world.ts'

const { raiser, officer, ceastOne, ceastTwo, ceastThree, newInCeast, confirmer, adviser } = people

const openHolds = (c: Case) => c.holds.filter(hold => hold.releasedBy === undefined).map(hold => hold.id)

const grounds = ['advice_given', 'recorded_in_error', 'wrong_customer', 'customer_died'] as const

const releases = grounds.flatMap((ground): Attempted<CommandOf<'release_the_hold'>>[] => {
  const ask = (holds: readonly number[]) =>
    ({ kind: 'release_the_hold', ground, holds, advice: 't' }) as const
  return [
    move(`ask to release every hold: ${ground}`, ceastOne, c => ask(openHolds(c))),
    ...([0, -1] as const).map(at =>
      move(
        `ask to release the ${at === 0 ? 'first' : 'last'} hold only: ${ground}`,
        ceastOne,
        (c: Case) => {
          const open = openHolds(c)
          const hold = open.at(at)
          return open.length > 1 && hold !== undefined ? ask([hold]) : undefined
        },
        extra,
      ),
    ),
  ]
})

const noteIds = (c: Case, ...kinds: NoteKind[]) =>
  c.notes.filter(note => isWaiting(note) && kinds.includes(note.kind)).map(note => note.id)

/** The release by two people, the notes and the return (VR ¶11, ¶13, ¶22, ¶23; F3). */
export const releaseMoves = ({
  triager,
}: Cast): Table<'release_the_hold' | 'confirm_release' | 'confirm_system_note' | 'return_to_adviser'> => ({
  release_the_hold: decisions(...releases),
  confirm_release: decisions(
    ...[ceastOne, ceastTwo, ceastThree, confirmer, newInCeast, raiser, officer].map(by =>
      move(`confirm the release (${by.id})`, by, c => ({
        kind: 'confirm_release' as const,
        request: c.release?.seq ?? 0,
      })),
    ),
    move('confirm a release that is not the one asked for', ceastTwo, c =>
      c.release ? { kind: 'confirm_release', request: c.release.seq - 1 } : undefined,
    ),
  ),
  confirm_system_note: work(
    move(
      'confirm the hold and contact notes',
      triager,
      c => ({ kind: 'confirm_system_note', ids: noteIds(c, 'hold', 'contact') }),
      extra,
    ),
    move('confirm one closing note', triager, c => ({
      kind: 'confirm_system_note',
      ids: noteIds(c, 'closing').slice(0, 1),
    })),
  ),
  return_to_adviser: decisions(
    move('return to the adviser', ceastOne, { kind: 'return_to_adviser', adviser: adviser.id }),
  ),
})
