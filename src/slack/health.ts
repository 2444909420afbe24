import { setTimeout as delay } from 'node:timers/promises'
import { WebAPIPlatformError } from '@slack/web-api'
import { slackAway } from './away.ts'
import type { WebClient } from './client.ts'
import { slackCode } from './error-classes.ts'

/** Whether Slack takes the token: `ok`, the code by which it refuses it, or `no_answer`. */
export type SlackHealth = { state: string; refused: boolean }

const freshMs = 5000
const answerWithinMs = 800

/** Asks Slack whether it takes the token, at most every five seconds, and answers in 800 ms whatever Slack does. */
export const slackHealth = (client: WebClient): (() => Promise<SlackHealth>) => {
  let known: SlackHealth = { state: 'no_answer', refused: false }
  let askedAt = Number.NEGATIVE_INFINITY
  let asking: Promise<void> = Promise.resolve()
  return async () => {
    if (performance.now() - askedAt > freshMs) {
      askedAt = performance.now()
      asking = askSlack(client).then(found => {
        known = found
      })
    }
    const waited = new AbortController()
    const tooLong = delay(answerWithinMs, undefined, { signal: waited.signal, ref: false })
    await Promise.race([asking, tooLong])
    waited.abort()
    tooLong.catch(() => undefined)
    return known
  }
}

const askSlack = async (client: WebClient): Promise<SlackHealth> => {
  try {
    await client.auth.test()
    return { state: 'ok', refused: false }
  } catch (error) {
    return error instanceof WebAPIPlatformError && slackAway(error) === undefined
      ? { state: slackCode(error.data.error), refused: true }
      : { state: 'no_answer', refused: false }
  }
}
