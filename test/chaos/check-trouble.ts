import { placeWords } from '../../src/case/place-words.ts'
import type { Finding } from './check.ts'
import type { FinalState, Recorded, Row, Trouble } from './final-state.ts'

/** Of what is refused for good, and of what waits for a place that is shut. */
const forGood = ['message_refused', 'person_unreachable']
const untilOpen = ['channel_shut']

/**
 * What cannot be done is known to somebody: each message that Slack will not take, or that was told elsewhere, is named by
 * a trouble; what it said stands in Slack all the same; and each trouble stands there too.
 */
export const checkTrouble = (state: FinalState): Finding[] => {
  const { messages, troubles } = state.recorded
  return [
    ...messages.flatMap(row => [...notNamed(row, troubles), ...toldNowhere(row, state)]),
    ...troubles
      .filter(trouble => !isPosted(trouble, state))
      .map(one => silent(`${named(one)} was not posted`)),
  ]
}

const silent = (what: string): Finding => ({ figure: 'silent failure', what })
const named = ({ kind, subject, code }: Trouble): string => `trouble ${kind} of ${subject} (${code})`

const notNamed = (row: Row, troubles: Recorded['troubles']): Finding[] => {
  const { status, destination, reroutedAt, createdAt } = row
  const at = troubles.filter(
    ({ subject, closedAt }) =>
      placesOf(destination).includes(subject) && (closedAt === null || closedAt >= (createdAt ?? '')),
  )
  if (status === 'failed')
    return at.some(({ kind }) => forGood.includes(kind))
      ? []
      : [silent(`${row.kind} ${row.id} for ${destination} failed, and no trouble names it`)]
  if (row.isReroute)
    return troubles.some(
      ({ kind, subject }) =>
        [...forGood, ...untilOpen].includes(kind) && row.says.includes(placeWords(subject)),
    )
      ? []
      : [silent(`${row.id} tells in ${destination} what was for elsewhere, and no trouble says why`)]
  return reroutedAt === null ||
    at.some(({ kind, openedAt }) => untilOpen.includes(kind) && openedAt <= reroutedAt)
    ? []
    : [silent(`${row.kind} ${row.id} for ${destination} was told elsewhere, and no trouble says why`)]
}

/** Where a destination is one by its own name, or belongs to a team where nobody is named for it. */
const placesOf = (destination: string): string[] => {
  const kind = destination.slice(0, destination.indexOf(':'))
  const team = { acssl: 'acssl', deputy: 'acssl', duty: 'leads', other_ceast: 'ceast' }[kind]
  return team === undefined ? [destination] : [destination, `team:${team}`]
}

/** What a message said that Slack will not take. What a digest told goes by itself, and what is told elsewhere is not sent on. */
const toldNowhere = (row: Row, { recorded: { messages }, shown }: FinalState): Finding[] => {
  if (row.status !== 'failed' || row.isReroute || messages.some(({ digestId }) => digestId === row.id))
    return []
  const isTold = messages.some(
    copy =>
      copy.isReroute &&
      copy.caseId === row.caseId &&
      bare(copy.says).includes(beginningOf(row)) &&
      // In a digest it says the same, which is looked at by itself.
      shown.some(({ id }) => id === copy.id || id === copy.digestId),
  )
  return isTold ? [] : [silent(`what ${row.kind} ${row.id} for ${row.destination} says is told nowhere`)]
}

/** By the message that was written with it, or by the one that told that message elsewhere. */
const isPosted = (trouble: Trouble, { recorded: { messages }, shown }: FinalState): boolean => {
  // With why behind it, where the code says why.
  const code = new RegExp(`\\(${trouble.code}[):]`)
  const telling = messages.filter(
    ({ isReroute, createdAt, says }) => !isReroute && createdAt === trouble.openedAt && code.test(says),
  )
  const copies = telling.flatMap(row =>
    messages.filter(({ isReroute, says }) => isReroute && bare(says).includes(beginningOf(row))),
  )
  const ids = new Set([...telling, ...copies].map(({ id }) => id))
  return shown.some(({ id, words }) => ids.has(id) && code.test(words))
}

const beginningOf = ({ says }: Row): string => bare(says).slice(0, 100)

/** Words as they are in the record and as they are in Slack, alike: without what Slack wants escaped. */
export const bare = (words: string): string =>
  words
    .replace(/&(amp|lt|gt);|\\[nt"\\]/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
