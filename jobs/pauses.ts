import type { PostFailure } from '../src/slack/post-errors.ts'

type Waits = Extract<PostFailure, { kind: 'retry' | 'unknown' }>

/** A channel that is shut is looked at again at most this long after it was put right. */
const longestMs = { urgent: 30_000, ordinary: 5 * 60_000, shut: 30_000 }
const doublings = 10

/**
 * How long a message waits before it is tried again, in milliseconds: twice as long each time, up to half a minute for what
 * is urgent and five for the rest, and a little less by chance, so that what failed together does not come back together.
 * What Slack itself asked for is kept to. There is no last time. `chance`: from 0 to 1.
 */
export const pauseMs = (
  failure: Waits,
  { attempt, urgent }: { attempt: number; urgent: boolean },
  chance: number,
): number => {
  if (failure.error === 'ratelimited') return failure.afterMs
  const isShut = failure.kind === 'retry' && failure.shut !== undefined
  const longest = isShut ? longestMs.shut : urgent ? longestMs.urgent : longestMs.ordinary
  const grown = failure.afterMs * 2 ** Math.min(attempt - 1, doublings)
  return Math.round(Math.min(longest, grown) * (1 - chance / 5))
}
