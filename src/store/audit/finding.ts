/** What kind of tampering or fault a finding points to. */
export type FindingKind =
  | 'edited'
  | 'missing'
  | 'reordered'
  | 'written_anew'
  | 'cut_off'
  | 'gone'
  | 'set_back'
  | 'checkpoint'
  | 'derived'

/** One thing that is not as it should be. `since`: between which checkpoints it came about, where they say so. */
export type Finding = { kind: FindingKind; where: string; what: string; since?: string }

/** One line for a person: what, where, since when. */
export const findingLine = ({ kind, where, what, since }: Finding): string =>
  `${kind.replaceAll('_', ' ').toUpperCase()} ${where}: ${what}${since === undefined ? '' : ` (${since})`}`
