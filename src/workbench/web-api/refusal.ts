import type { Fields } from '../fields.ts'

/** A Slack error code on its way to the caller as `{ok: false, error}`. */
export class SlackRefusal extends Error {
  readonly code: string
  readonly extra: Fields
  constructor(code: string, extra: Fields = {}) {
    super(code)
    this.name = 'SlackRefusal'
    this.code = code
    this.extra = extra
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
