import type { WebClient } from '@slack/web-api'
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api'
import { setTimeout as delay } from 'node:timers/promises'
import type { Channels } from '../config.ts'
import type { Settings } from '../settings/settings.ts'
import { slackAway } from './away.ts'
import { channelFault } from './channel-fault.ts'
import { channelFinding, reportOnChannels } from './channel-report.ts'
import { type Workspace, workspaceOf } from './workspace.ts'
import { slackCode } from './error-classes.ts'

/** Something outside is not as Safehold needs it. The message says what, which, and how to fix it. */
export class StartError extends Error {
  readonly exitCode = 2
}

const mostWaits = 5

/**
 * Refuses to start with a token Slack does not accept, or a channel of a team, district or other CEAST team that is
 * unknown, public or shared. Throws Slack's own error where waiting helps (`slackAway`). Gives the workspace of the token.
 */
export const checkSlack = async (
  client: WebClient,
  channels: Channels,
  settings: Pick<Settings, 'districts' | 'otherCeastChannels'>,
): Promise<Workspace> => {
  const workspace = await workspaceOf(client).catch((error: unknown) => {
    throw tokenRefused(error, 'SLACK_BOT_TOKEN', "Copy the bot token again from the app's page")
  })
  if (workspace === undefined)
    throw new StartError(
      'SLACK_BOT_TOKEN is for a whole organisation. Safehold serves one workspace: install the app in that workspace, and copy its bot token',
    )
  const reports = await reportOnChannels(channels, settings, async channel => {
    const fault = await faultOf(client, channel)
    return fault === undefined ? [] : [fault]
  })
  const faults = reports.flatMap(report =>
    report.codes.map(code => channelFinding(report, code)).map(({ what, fix }) => `${what}; ${fix}`),
  )
  if (faults.length > 0)
    throw new StartError(
      `Safehold cannot start. Correct these channels:\n${faults.map(fault => `  ${fault}`).join('\n')}`,
    )
  return workspace
}

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
