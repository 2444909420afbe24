import { type Case, type Hold, isWaiting, standing, type SystemNote } from './case.ts'
import type { ContactAttempt, PastStep, TakenBack } from './ceast-entries.ts'
import type { CaseEvent } from './events.ts'
import { isHeld } from './hold.ts'

type Entry = { seq: number; takesBack: TakenBack }

/** The entries which say that a step was done, each with the step that is open again once it is taken back (F9). */
export const entriesToTakeBack = (c: Case): Entry[] => [
  ...standing(c.attempts).map(({ seq }) => ({ seq, takesBack: { what: 'attempt' as const } })),
  ...(c.conference?.heldSeq === undefined
    ? []
    : [{ seq: c.conference.heldSeq, takesBack: { what: 'conference' as const } }]),
  ...c.actions.flatMap(({ n, doneSeq }) =>
    doneSeq === undefined ? [] : [{ seq: doneSeq, takesBack: { what: 'action' as const, n } }],
  ),
  ...(c.marker ? [{ seq: c.marker.seq, takesBack: { what: 'marker' as const } }] : []),
  ...c.notes.flatMap(note => (note.past ? [] : noteEntries(note))),
]

/** Those in whose place others stand: taken back they open nothing, and a release that rested on a conference falls. */
export const pastEntries = (c: Case): Entry[] => [
  ...(c.past ?? []).map(({ seq, what }) => ({ seq, takesBack: { what, past: true as const } })),
  ...c.notes.flatMap(note => (note.past ? noteEntries(note) : [])),
]

const noteEntries = (note: SystemNote): Entry[] => {
  const settled = note.confirmed ?? note.notNeeded
  const { id, kind, system, past } = note
  const takesBack = { what: 'note' as const, id, note: kind, system, ...(past && { past }) }
  return settled ? [{ seq: settled.seq ?? 0, takesBack }] : []
}

/** The case with its conference or marker decision among those of the past, before another takes its place. */
export const withPast = (c: Case, what: PastStep['what'], until: number): Case => {
  const seq = what === 'marker' ? c.marker?.seq : c.conference?.heldSeq
  return seq === undefined ? c : { ...c, past: [...(c.past ?? []), { seq, what, until }] }
}

type Correction = { of: number; seq: number }

/** The case with that step still to be done, and the holds marked whose release rested on it. */
export const withStepTakenBack = (c: Case, takesBack: TakenBack, { of, seq }: Correction): Case => {
  switch (takesBack.what) {
    case 'attempt': {
      const attempts = c.attempts.map(one => (one.seq === of ? { ...one, correctedBy: seq } : one))
      return { ...c, attempts, holds: unmet(c, releasedAfterAttempt(c, of), seq) }
    }
    case 'conference': {
      const until = c.past?.find(one => one.seq === of)?.until
      if (takesBack.past) return { ...withoutPast(c, of), holds: unmet(c, releasedAfter(c, of, until), seq) }
      if (!c.conference) return c
      const { heldSeq: _heldSeq, heldOn: _heldOn, notHeld: _notHeld, ...conference } = c.conference
      return { ...c, conference, holds: unmet(c, releasedAfter(c, of), seq) }
    }
    case 'action': {
      const actions = c.actions.map(action => {
        if (action.n !== takesBack.n) return action
        const { doneSeq: _doneSeq, ...open } = action
        return open
      })
      return { ...c, actions, holds: unmet(c, releasedAfter(c, of), seq) }
    }
    case 'marker': {
      if (takesBack.past) return withoutPast(c, of)
      const { marker: _marker, ...undecided } = c
      return undecided
    }
    case 'note':
      return {
        ...c,
        notes: c.notes.flatMap(note => (note.id === takesBack.id ? waitingAgain(c, note) : [note])),
      }
    default:
      return takesBack satisfies never
  }
}

/**
 * A note waits again where it is still wanted: "do not act" while the award is held, the closing note while it is not.
 * One that nobody wants any more, or that was wanted anew since, is off the list, and on the record.
 */
const waitingAgain = (c: Case, note: SystemNote): SystemNote[] => {
  const isWanted = note.kind === 'contact' || (note.kind === 'hold') === isHeld(c)
  if (note.past || !isWanted) return []
  const { confirmed: _confirmed, notNeeded: _notNeeded, ...waiting } = note
  return [waiting]
}

const withoutPast = (c: Case, of: number): Case => ({
  ...c,
  past: (c.past ?? []).filter(({ seq }) => seq !== of),
})

const unmet = (c: Case, holds: readonly Hold[], seq: number): Case['holds'] =>
  c.holds.map(hold => (holds.includes(hold) ? { ...hold, unmetBy: seq } : hold))

/** The holds that were released with advice once this step counted as done: "further action" was not taken (VR ¶11). */
const releasedAfter = (c: Case, seq: number, until = c.seq): Hold[] =>
  c.holds.filter(
    ({ releasedOn, releasedBy = 0 }) =>
      releasedOn === 'advice_given' && releasedBy > seq && releasedBy < until,
  )

/** Those whose release asked for a contact attempt and had only this one (VR ¶20; F3). */
const releasedAfterAttempt = (c: Case, of: number): Hold[] =>
  c.holds.filter(hold => {
    const behind = attemptsBehind(c, hold)
    return behind.length === 1 && behind[0]?.seq === of
  })

/** The attempts that the release of a hold rests on, where it asked for one: as it was then, whatever happened since. */
export const attemptsBehind = (c: Case, { contactSince, releasedBy = 0 }: Hold): ContactAttempt[] =>
  contactSince === undefined
    ? []
    : standing(c.attempts).filter(({ seq }) => seq > contactSince && seq < releasedBy)

/** Whether the note waits, now that its confirmation was taken back. */
export const isNoteWaiting = (c: Case, id: string): boolean =>
  c.notes.some(note => note.id === id && isWaiting(note))

/** The entries of a record that a correction replaced or took back, as sequence numbers. A note's names the note instead. */
export const correctedIn = (record: readonly CaseEvent[]): Set<number> =>
  new Set(
    record.flatMap(event =>
      event.kind === 'entry_corrected' && event.takesBack?.what !== 'note' ? [event.of] : [],
    ),
  )

const noteWords = {
  hold: 'note "do not take any further action"',
  contact: 'note of the conversation with the customer',
  closing: 'closing note',
} as const

/** What is not so after all, for the record and the teams. */
export const takenBackWords = (takesBack: TakenBack): string => {
  switch (takesBack.what) {
    case 'note':
      return `the ${noteWords[takesBack.note]} is not on ${takesBack.system}`
    case 'action':
      return `action ${takesBack.n} is not complete`
    case 'attempt':
      return 'this attempt at contact was not made'
    case 'conference':
      return takesBack.past
        ? 'an earlier case conference was not held'
        : 'the case conference was not held and is still required'
    case 'marker':
      return takesBack.past
        ? 'an earlier decision on the Additional Support marker was not made'
        : 'the Additional Support marker is not decided'
    default:
      return takesBack satisfies never
  }
}
