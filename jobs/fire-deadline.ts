import { z } from 'zod'
import { safehold } from '../src/case/people.ts'
import type { Store } from '../src/store/store.ts'

/** What an alarm carries: ids only. */
export const deadlineJob = z.object({
  caseId: z.uuid(),
  deadline: z.string().min(1).max(60),
  rung: z.number().int().positive(),
  dueAt: z.iso.datetime(),
})

export type DeadlineJob = z.infer<typeof deadlineJob>

/** The same alarm has the same name, so that setting it twice sets it once. */
export const alarmId = (rung: { caseId: string; deadline: string; nextAt: string }): string =>
  `${rung.caseId}-${rung.deadline}-${Date.parse(rung.nextAt)}`

const clock = { id: safehold, teams: [], mayConfirmRelease: false } as const

/**
 * Passes one rung of a deadline. The record decides whether anything happens: a rung already told, a deadline met or
 * moved, or an alarm that rings early changes nothing.
 */
export const fireDeadline = async (store: Pick<Store, 'perform'>, job: DeadlineJob): Promise<void> => {
  const { caseId, deadline, rung, dueAt } = job
  await store.perform({
    nonce: `deadline-${caseId}-${deadline}-${dueAt}-${rung}`,
    caseId,
    command: { kind: 'pass_deadline', deadline, rung, dueAt },
    actor: clock,
    texts: {},
  })
}
