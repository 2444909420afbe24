import type { Fields } from '../fields.ts'

type Beside = {
  /** Seconds, for `ratelimited`: the answer is then 429. */
  retryAfter?: number
  /** For the log only. */
  note?: string
}

/** A Slack error code on its way to the caller as `{ok: false, error}`. */
export class SlackRefusal extends Error {
  readonly code: string
  readonly extra: Fields
  readonly retryAfter: number | undefined
  readonly note: string | undefined
  constructor(code: string, extra: Fields = {}, { retryAfter, note }: Beside = {}) {
    super(code)
    this.name = 'SlackRefusal'
    this.code = code
    this.extra = extra
    this.retryAfter = retryAfter
    this.note = note
  }
}

/** Refuses with what Slack says about each broken limit. */
export function refuseProblems(code: string, problems: readonly string[]): void {
  if (problems.length === 0) return
  throw new SlackRefusal(code, {
    errors: problems.map(problem => problem.replace('[ERROR] ', '')),
    response_metadata: { messages: problems },
  })
}
