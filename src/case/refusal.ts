/** Why something was not done, in words for the person who asked: the rule, who may, and what to do instead. */
export type Refusal = {
  refused: true
  code: 'not_allowed' | 'not_yet' | 'overtaken' | 'impossible_entry' | 'not_found' | 'already_done'
  /** One plain sentence, shown in bold. */
  what: string
  /** The paragraph or the Safehold decision behind it, such as "VR ¶11". */
  rule: string
  /** What the person can do instead. */
  youCan: readonly string[]
  /** Set when one answer of a form needs changing: which, in the command's own field names. */
  field?: string
}

const refusal =
  (code: Refusal['code']) =>
  (what: string, rule: string, ...youCan: string[]): Refusal => ({ refused: true, code, what, rule, youCan })

/** Only somebody else may do this. */
export const notAllowed = refusal('not_allowed')
/** Something else has to happen first. */
export const notYet = refusal('not_yet')
/** Somebody else changed the case since the form was opened. */
export const overtaken = refusal('overtaken')
/** There is no such entry or case. */
export const notFound = refusal('not_found')
/** It has been done, once is enough. */
export const alreadyDone = refusal('already_done')

/** An answer that cannot be true, with the form field to change. The words are a GOV.UK error message. */
export const impossibleEntry = (field: string, what: string, rule: string): Refusal => ({
  ...refusal('impossible_entry')(what, rule),
  field,
})

/** Tells a refusal from a list of events. */
export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'refused' in value
