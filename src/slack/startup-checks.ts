import type { Log } from '../log-fields.ts'
import type { WebClient } from '@slack/web-api'
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api'
import { setTimeout as delay } from 'node:timers/promises'
import { remedyOf } from '../case/channel-faults.ts'
import type { Channels } from '../config.ts'
import type { Settings } from '../settings/settings.ts'
import { slackAway } from './away.ts'
import { channelFault } from './channel-fault.ts'
import type { ChannelPlace } from './channel-places.ts'
import { channelFinding, type ChannelReport, isMisused, reportOnChannels } from './channel-report.ts'
import { type Workspace, workspaceOf } from './workspace.ts'
import { slackCode } from './error-classes.ts'

/** Something outside is not as Safehold needs it. The message says what, which, and how to fix it. */
export class StartError extends Error {
  readonly exitCode = 2
}

const mostWaits = 5

/** What a look at Slack found: the workspace of the token, and the channels that nothing is posted in for now. */
export type SlackFound = { workspace: Workspace; shut: readonly ChannelReport[] }

type Asked = {
  /** No case was ever recorded: whoever sets it up is there, and nobody waits for anything yet. */
  isFirstStart: boolean
}

/**
 * Refuses to start with a token Slack does not accept, with a channel that has two roles, or where no team's channel can be
 * posted in, so that nobody could be told. Any other channel that is not as it must be is refused at the first start only:
 * later it must not keep everybody from raising a concern, and is found shut. Throws Slack's own error where waiting helps
 * (`slackAway`).
 */
export const checkSlack = async (
  client: WebClient,
  channels: Channels,
  settings: Pick<Settings, 'districts' | 'otherCeastChannels'>,
  { isFirstStart }: Asked,
): Promise<SlackFound> => {
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
  const wrong = reports.filter(({ codes }) => codes.length > 0)
  const isAnyOpen = reports.some(({ name, codes }) => name.startsWith('team:') && codes.length === 0)
  if (wrong.length > 0 && (isFirstStart || !isAnyOpen || wrong.some(isMisused)))
    throw new StartError(
      `Safehold cannot start. Correct these channels:\n${wrong
        .flatMap(findingsOf)
        .map(line => `  ${line}`)
        .join('\n')}`,
    )
  return { workspace, shut: wrong }
}

const findingsOf = (report: ChannelReport): string[] =>
  report.codes.map(code => channelFinding(report, code)).map(({ what, fix }) => `${what}; ${fix}`)

type Record = {
  openTrouble(found: {
    kind: 'channel_shut'
    subject: string
    code: string
    lookedAt: string
  }): Promise<unknown>
}

/** Has the leads told of the channels that a start found shut, once, as of those that become so later. */
export const tellOfShut = async (
  { shut }: SlackFound,
  places: readonly ChannelPlace[],
  record: Record,
  log: Pick<Log, 'warn'>,
): Promise<void> => {
  for (const report of shut) {
    const subject = places.find(({ channel }) => channel === report.channel)?.name ?? report.name
    for (const code of report.codes)
      log.warn(
        { destination: subject, code },
        'Nothing is posted in this channel. npm run doctor says what to do',
      )
    // Any other code is of the look, and not of the channel: each message looks again.
    const code = report.codes.find(one => remedyOf(one) !== undefined)
    if (code !== undefined)
      await record.openTrouble({ kind: 'channel_shut', subject, code, lookedAt: report.channel })
  }
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
