import type { Case } from './case.ts'

/** Somebody said that a child could be harmed (ME ¶4): "you do not have to tell the parents or guardian". */
export const childCouldBeHarmed = (c: Case): boolean =>
  c.restriction?.why === 'child' || c.concerns.some(concern => concern.harmed.includes('child'))

/** Read only by those who need it (F15, D19). The hold is never hidden. */
export const isRestricted = (c: Case): boolean => c.restriction !== undefined || childCouldBeHarmed(c)
