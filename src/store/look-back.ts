import type { Instant } from '../calendar/london.ts'

/** The clocks of Slack and the database may differ by so much. */
const marginSeconds = 3600

/** From when on a message that was written at this moment is looked for in Slack: in seconds since 1970. */
export const lookedForSince = (writtenAt: Instant): number =>
  Math.floor(Date.parse(writtenAt) / 1000) - marginSeconds
