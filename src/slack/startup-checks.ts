import type { WebClient } from '@slack/web-api'
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api'
import { setTimeout as delay } from 'node:timers/promises'
import type { Channels } from '../config.ts'
import type { Settings } from '../settings/settings.ts'
import { slackAway } from './away.ts'
import { channelFault } from './destinations.ts'
import { slackCode } from './error-classes.ts'

/** Something outside is not as Safehold needs it. The message says what, which, and how to fix it. */
export class StartError extends Error {
  readonly exitCode = 2
}

const mostWaits = 5

const remedy: Record<string, string> = {
  channel_not_found: 'check the id, and invite the bot to the channel',
  not_in_channel: 'invite the bot to the channel',
  channel_is_public: 'make the channel private: membership of it is the role, and cases are posted there',
  channel_is_shared: 'use a channel that is not shared with another organisation',
  channel_is_archived: 'unarchive the channel or name another one',
  channel_of_another_team:
    'give the ACSSLs of a district a channel of their own: membership of it is the role',
  channel_with_a_role: 'name the channel of another CEAST team: this one is used for another role already',
  missing_scope: 'update the Slack app from what `npm run manifest` prints, and install it again',
}

/**
 * Refuses to start with a token Slack does not accept, or a channel of a team, district or other CEAST team that is
 * unknown, public or shared. Throws Slack's own error where waiting helps (`slackAway`).
 */
export const checkSlack = async (
  client: WebClient,
  channels: Channels,
  { districts, otherCeastChannels }: Pick<Settings, 'districts' | 'otherCeastChannels'>,
): Promise<void> => {
  try {
    await client.auth.test()
  } catch (error) {
    throw tokenRefused(error, 'SLACK_BOT_TOKEN', "Copy the bot token again from the app's page")
  }
  const teams = Object.entries(channels).map(([team, id]) => ({ name: `${team.toUpperCase()}_CHANNEL`, id }))
  const others = new Set(teams.map(({ id }) => id).filter(id => id !== channels.acssl))
  const ofDistricts = districts.flatMap(({ acsslChannel: id }, i) =>
    id === undefined || id === channels.acssl ? [] : [{ name: `districts[${i}].acsslChannel`, id }],
  )
  const faults: string[] = []
  const note = ({ name, id }: Named, fault: string | undefined): void => {
    if (fault === undefined) return
    const fix = remedy[fault] ?? 'see what Slack says of this code'
    faults.push(`${name} ${id}: ${fault.replaceAll('_', ' ')}; ${fix}`)
  }
  for (const one of teams) note(one, await faultOf(client, one.id))
  for (const one of ofDistricts)
    note(one, others.has(one.id) ? 'channel_of_another_team' : await faultOf(client, one.id))
  // Whoever is in it confirms releases: in a channel of a team or district that would be a second way to a role.
  const taken = new Set([...teams, ...ofDistricts].map(({ id }) => id))
  for (const [i, id] of otherCeastChannels.entries())
    note(
      { name: `otherCeastChannels[${i}]`, id },
      taken.has(id) ? 'channel_with_a_role' : await faultOf(client, id),
    )
  if (faults.length > 0)
    throw new StartError(
      `Safehold cannot start. Correct these channels:\n${faults.map(fault => `  ${fault}`).join('\n')}`,
    )
}

type Named = { name: string; id: string }

/** Many districts are more questions than Slack answers in a minute: then it says for how long to wait. */
const faultOf = async (client: WebClient, channel: string): Promise<string | undefined> => {
  for (let left = mostWaits; ; left--) {
    try {
      return await channelFault(client, channel)
    } catch (error) {
      if (!(error instanceof WebAPIRateLimitedError) || left === 0) {
        if (slackAway(error)) throw error
        return codeOf(error)
      }
      await delay(error.retryAfter * 1000)
    }
  }
}

/** Why Slack does not take a token, or that there is no Slack at the address; where waiting helps, the error itself. */
export const tokenRefused = (cause: unknown, variable: string, fix: string): unknown => {
  if (slackAway(cause)) return cause
  if (cause instanceof WebAPIPlatformError)
    return new StartError(`Slack does not accept ${variable} (${slackCode(cause.data.error)}). ${fix}`, {
      cause,
    })
  if (cause instanceof WebAPIHTTPError)
    return new StartError(
      `What answers is not Slack (HTTP ${cause.statusCode}). Correct SLACK_API_URL, or what stands between`,
      { cause },
    )
  return cause
}

const codeOf = (error: unknown): string =>
  error instanceof WebAPIPlatformError ? slackCode(error.data.error) : 'no answer from Slack'
