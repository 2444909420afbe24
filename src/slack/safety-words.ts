import type { Case } from '../case/case.ts'
import { othersAtRisk } from '../case/risk-to-others.ts'
import type { Passage } from './passage.ts'

/** Above the case and the forms of a visit: our colleagues and the public are considered too (ME ¶3, R5). */
export const safetyWords = (c: Pick<Case, 'concerns'>): Passage[] => {
  const who = othersAtRisk(c).map(one => (one === 'colleague' ? 'a colleague' : 'a member of the public'))
  if (who.length === 0) return []
  const words = who.join(' or ')
  return [
    {
      strong: `${words.charAt(0).toUpperCase()}${words.slice(1)} could be harmed. Your own safety comes first.`,
    },
    { note: 'Somebody said so when a concern was raised or added (ME ¶3)' },
  ]
}
