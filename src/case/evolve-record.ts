import type { Case } from './case.ts'
import type { RecordEvent } from './disclosure-and-learning.ts'
import type { CaseEvent } from './events.ts'

type RecordEventOf = Extract<CaseEvent, { kind: RecordEvent['kind'] }>

const recordEvents = [
  'disclosure_logged',
  'learning_recorded',
  'learning_completed',
] as const satisfies readonly RecordEvent['kind'][]

const known = new Set<CaseEvent['kind']>(recordEvents)

/** Tells disclosures and learning from the rest of the record. */
export const isRecordEvent = (event: CaseEvent): event is RecordEventOf => known.has(event.kind)

/** The case after a disclosure (ME ¶6) or a step of learning (ME ¶14). Total over them. */
export const applyRecordEvent = (c: Case, event: RecordEventOf): Case => {
  switch (event.kind) {
    case 'disclosure_logged': {
      const { kind: _kind, actor: by, ...told } = event
      return { ...c, disclosures: [...c.disclosures, { ...told, n: c.disclosures.length + 1, by }] }
    }
    case 'learning_recorded': {
      const { kind: _kind, actor: _actor, ...learned } = event
      const { learningWanted: _wanted, ...rest } = c
      return { ...rest, learning: [...c.learning, { ...learned, n: c.learning.length + 1 }] }
    }
    case 'learning_completed':
      return {
        ...c,
        learning: c.learning.map(item =>
          item.n === event.n ? { ...item, doneSeq: event.seq, doneBy: event.actor } : item,
        ),
      }
    default:
      return event satisfies never
  }
}
