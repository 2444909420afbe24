import type { DeadlineKind } from './deadline.ts'
import type { RestsOn } from './rests-on.ts'

/** As it was written, by whichever version: what cannot be read keeps no other from being told. */
type Update = { text?: string; ref?: string; deadlines?: readonly DeadlineKind[] }

const mostInLine = 400

/** Many updates in one message: what each says, with its reference and its paragraph, the gravest first as they are given. */
export const digestMessage = (
  updates: readonly Update[],
): { text: string; lines: string[]; restsOn: RestsOn } => ({
  text: updates.length === 1 ? '1 update that had to wait' : `${updates.length} updates that had to wait`,
  lines: [...updates.map(lineOf), 'Open a case with /concern case and its reference'],
  restsOn: {
    deadlines: [...new Set(updates.flatMap(({ deadlines = [] }) => deadlines))],
    rules: [{ rule: 'F16', what: 'Updates that had to wait' }],
  },
})

const lineOf = ({ text, ref }: Update): string => {
  const what = typeof text === 'string' ? text : 'An update'
  const whole = ref === undefined || what.includes(ref) ? what : `${ref}: ${what}`
  return whole.length <= mostInLine ? whole : `${whole.slice(0, mostInLine - 1)}…`
}
