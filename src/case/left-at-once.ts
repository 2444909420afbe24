import { standards } from '../rules/standards.ts'

/** After so many looks in vain, each later than the one before, about an hour has gone by. */
export const looksInVain = 12

/**
 * Whether more of these people are gone at once than do leave at once: Slack may have answered wrongly, and a lead says
 * whether it is so before anything goes back. More than five and more than a third (Safehold default).
 */
export const areTooManyAtOnce = (gone: number, all: number): boolean =>
  gone > standards.leaversAtOnce && gone > all * standards.leaversShare
