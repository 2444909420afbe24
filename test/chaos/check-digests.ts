import type { Finding } from './check.ts'
import { bare } from './check-trouble.ts'
import type { FinalState } from './final-state.ts'

/** What was gathered into one message stands in it in Slack, with its reference; or went by itself after all. */
export const checkDigests = ({ recorded: { messages }, shown }: FinalState): Finding[] =>
  messages.flatMap(({ id, digestId, destination, ref, says }): Finding[] => {
    if (digestId === null || shown.some(one => one.id === id)) return []
    const said = shown.filter(one => one.id === digestId).map(({ words }) => words)
    const what = `${id} for ${destination} was gathered into ${digestId}`
    const silent = (how: string): Finding[] => [{ figure: 'silent failure', what: `${what}, ${how}` }]
    if (said.length === 0) return silent('which is not in Slack')
    if (ref !== null && !said.some(words => words.includes(ref))) return silent(`which does not name ${ref}`)
    return said.some(words => bare(words).includes(bare(says).slice(0, 100)))
      ? []
      : silent('which does not say what it says')
  })
