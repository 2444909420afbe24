import { appendFileSync } from 'node:fs'

/** What somebody wanted to do. `info`: nobody knows whether it was done. */
export type Outcome = 'ok' | 'fail' | 'info'

/** A form that was sent: everything that the checkers compare with the record. */
export type Operation = {
  /** The form's nonce with the person's id, as the record keeps it. */
  id: string
  client: string
  person: string
  act: string
  /** The kind of event that it leaves in the record. */
  event: string
  caseId: string
  presses: number
  outcome: Outcome
  /** The reference that the person was shown. */
  ref?: string
}

type Line = { who: string; type: 'invoke' | Outcome | 'note'; what: string; id?: string } & Record<
  string,
  unknown
>

/** What happened in a run, told by those who stand outside the system. */
export type History = {
  note(who: string, what: string, more?: Record<string, unknown>): void
  invoke(operation: Omit<Operation, 'outcome' | 'presses'>): Operation
  end(operation: Operation, outcome: Outcome, ref?: string): void
  readonly operations: readonly Operation[]
  /** How many operations have begun. */
  steps(): number
}

/** Keeps the history in memory, and each line in `file` as it happens. */
export const startHistory = (file: string): History => {
  const startedAt = performance.now()
  const operations: Operation[] = []
  const write = (line: Line): void =>
    appendFileSync(file, `${JSON.stringify({ t: Math.round(performance.now() - startedAt), ...line })}\n`)
  return {
    operations,
    steps: () => operations.length,
    note: (who, what, more = {}) => write({ who, type: 'note', what, ...more }),
    invoke: given => {
      const operation: Operation = { ...given, presses: 1, outcome: 'info' }
      operations.push(operation)
      const { client, act, id, person, caseId } = given
      write({ who: client, type: 'invoke', what: act, id, person, caseId })
      return operation
    },
    end: (operation, outcome, ref) => {
      operation.outcome = outcome
      if (ref !== undefined) operation.ref = ref
      const { client, act, id, presses } = operation
      write({ who: client, type: outcome, what: act, id, presses, ...(ref !== undefined && { ref }) })
    },
  }
}
