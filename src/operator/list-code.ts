import { createHash } from 'node:crypto'

/**
 * Stands for a list as it was shown, so that what is done is done to just that list: '3-9f2c81d0a4b7' for three lines, and
 * another as soon as a line goes, comes or reads otherwise. The order does not count.
 */
export const listCode = (lines: readonly string[]): string => {
  const sorted = [...lines].sort()
  const digest = createHash('sha256').update(JSON.stringify(sorted)).digest('hex')
  return `${lines.length}-${digest.slice(0, 12)}`
}
