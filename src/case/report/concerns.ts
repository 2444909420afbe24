import type { ConcernKind } from '../case.ts'
import { countBy, type Measure } from './figure.ts'
import { entriesOf } from './record.ts'

/** The order of the form, so that nothing is ranked. */
export const concernKinds = [
  'injury',
  'ill_treatment',
  'neglect',
  'domestic_abuse',
  'physical_or_sexual_abuse',
  'exploitation',
  'modern_slavery',
  'suicide_or_self_harm',
  'something_else',
  'not_sure',
] as const satisfies readonly ConcernKind[]

/** Concerns raised or added, by each kind that was ticked (ME ¶2). One concern may have several, or none. */
export const concernsByKind: Measure = record => {
  const concerns = entriesOf(record, 'concern_raised', 'concern_added')
  return {
    of: concerns.length,
    figures: [
      ...concernKinds.map(kind =>
        countBy(
          kind,
          concerns.filter(concern => concern.kinds.includes(kind)),
        ),
      ),
      countBy(
        'no_kind',
        concerns.filter(concern => concern.kinds.length === 0),
      ),
    ],
  }
}

/** Triage decisions by their answer (VR ¶4), and how many were made by the person who raised the concern (F13). */
export const triageAnswers: Measure = record => {
  const decisions = entriesOf(record, 'triage_decided')
  const having = (what: string, isSo: (decision: (typeof decisions)[number]) => boolean) =>
    countBy(what, decisions.filter(isSo))
  return {
    of: decisions.length,
    figures: [
      having('visit', decision => decision.visit),
      having('concern_no_visit', decision => decision.concern && !decision.visit),
      having('no_concern', decision => !decision.concern && !decision.visit),
      having('self_triage', decision => decision.selfTriage),
    ],
  }
}
