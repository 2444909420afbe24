import type { Case } from './case.ts'

/** Whether two linked cases may concern one award: the same benefit, or one whose benefit is not known (the safer reading). */
export const mayBeSameAward = (a: Case, b: Case): boolean =>
  a.serviceLine === b.serviceLine || a.serviceLine === 'not_sure' || b.serviceLine === 'not_sure'
