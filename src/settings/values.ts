import { z } from 'zod'
import { isRealDate } from '../calendar/dates.ts'

/** How this computer is called in an address. */
export const loopback: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]'])

// Each message ends the sentence "… must be". None repeats what was given: it may be a secret put in the wrong place.

/** A Slack channel's id. */
export const channelId = z
  .string('a Slack channel id such as C0123456789')
  .regex(/^[CG][A-Z0-9]{6,}$/, 'a Slack channel id such as C0123456789')

/** A person's Slack id. */
export const slackUser = z
  .string('a Slack user id such as U0123456789')
  .regex(/^[UW][A-Z0-9]{6,20}$/, 'a Slack user id such as U0123456789')

/** An app's id, or that of its account. */
export const appId = z
  .string('an app id such as A0123456789')
  .regex(/^[AUW][A-Z0-9]{6,20}$/, 'an app id such as A0123456789')

/** A day that exists, as 'YYYY-MM-DD'. */
export const day = z
  .string('a real date written as YYYY-MM-DD')
  .refine(isRealDate, 'a real date written as YYYY-MM-DD')

const httpsAddress = 'an https address without a name or password in it, of at most 400 characters'

/** An address that people are led to. Encoded so that it fits into a Slack link as it is. */
export const link = z
  .string(httpsAddress)
  .refine(isHttps, httpsAddress)
  .transform(text => new URL(text).href.replaceAll('|', '%7C'))
  .refine(text => text.length <= 400, httpsAddress)

function isHttps(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password } = new URL(text)
  return protocol === 'https:' && username === '' && password === ''
}

const number = 'a telephone number such as 020 7946 0018, with "ext" before an extension'

/** A telephone number as people dial it. */
export const phone = z.string(number).regex(/^[+(]?\d[\d ()-]{1,24}\d( ext \d{1,6})?$/, number)

/** A line of words: a name, an area. */
export const words = (what: string, most = 100) => {
  const wanted = `${what} in one line of 1 to ${most} characters`
  return z
    .string(wanted)
    .trim()
    .min(1, wanted)
    .max(most, wanted)
    .regex(/^[^\p{Cc}\u2028\u2029]*$/u, wanted)
}

/** A list of at most `most` of these. */
export const listOf = <T extends z.ZodType>(what: string, one: T, most = 500) =>
  z.array(one, `a list of ${what}`).max(most, `a list of at most ${most}`)

/** An object with these entries and no others. */
export const entry = <T extends z.ZodRawShape>(shape: T) =>
  z.strictObject(shape, `an object with ${Object.keys(shape).join(', ')}`)
