/**
 * The moments between which Safehold may be killed and nothing may be lost, late or twice: around a decision, a count of
 * dates anew, a message's claim and its settling, a list, the log of views, and each call of the queue and each of its jobs.
 */
export const points = [
  'before_read',
  'before_write',
  'committed',
  'before_recount',
  'recounted',
  'before_claim',
  'claimed',
  'before_settle',
  'settled',
  'before_list',
  'listed',
  'before_view_log',
  'view_logged',
  'before_add',
  'added',
  'before_job',
  'job_done',
] as const

export type Point = (typeof points)[number]

/**
 * Told at each point, and what about: a command, a job, a kind of message; never ids or content. Only tests hand one in,
 * to die in it. No setting can.
 */
export type Tap = (point: Point, about: string) => void

/** Does it between two points. */
export const between = async <T>(
  tap: Tap,
  [before, after]: readonly [Point, Point],
  about: string,
  act: () => Promise<T>,
): Promise<T> => {
  tap(before, about)
  const result = await act()
  tap(after, about)
  return result
}
