import type { WebClient } from '@slack/web-api'
import { WebAPIPlatformError } from '@slack/web-api'
import type { Channels } from '../config.ts'
import { channelFault } from './destinations.ts'

/** Something outside is not as Safehold needs it. The message says what, which, and how to fix it. */
export class StartError extends Error {
  readonly exitCode = 2
}

const remedy: Record<string, string> = {
  channel_not_found: 'check the id, and invite the bot to the channel',
  not_in_channel: 'invite the bot to the channel',
  channel_is_public: 'make the channel private: membership of it is the role, and cases are posted there',
  channel_is_shared: 'use a channel that is not shared with another organisation',
  channel_is_archived: 'unarchive the channel or name another one',
  missing_scope: 'add the scope groups:read to the Slack app',
}

/** Refuses to start with a token Slack does not accept, or a team channel that is unknown, public or shared. */
export const checkSlack = async (client: WebClient, channels: Channels): Promise<void> => {
  try {
    await client.auth.test()
  } catch (error) {
    throw tokenRefused(error, 'SLACK_BOT_TOKEN', "Copy the bot token again from the app's page")
  }
  const faults: string[] = []
  for (const [team, id] of Object.entries(channels)) {
    const fault = await channelFault(client, id).catch(codeOf)
    if (fault !== undefined)
      faults.push(
        `${team.toUpperCase()}_CHANNEL ${id}: ${fault.replaceAll('_', ' ')}; ${remedy[fault] ?? 'see what Slack says of this code'}`,
      )
  }
  if (faults.length > 0)
    throw new StartError(
      `Safehold cannot start. Correct these channels:\n${faults.map(fault => `  ${fault}`).join('\n')}`,
    )
}

/** Why Slack does not take a token, or that Slack was not there to ask. */
export const tokenRefused = (cause: unknown, variable: string, fix: string): StartError =>
  cause instanceof WebAPIPlatformError
    ? new StartError(`Slack does not accept ${variable} (${cause.data.error}). ${fix}`, { cause })
    : new StartError(
        'Slack does not answer. Check the network, and SLACK_API_URL if it is set, then start again',
        { cause },
      )

const codeOf = (error: unknown): string =>
  error instanceof WebAPIPlatformError ? error.data.error : 'no answer from Slack'
