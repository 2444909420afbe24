import { WebAPIPlatformError } from '@slack/web-api'
import { type PersonFault, personFaultWords } from '../case/person-faults.ts'
import type { SlackConfig } from '../config.ts'
import { type Finding, ok, warn, wrong } from '../finding.ts'
import type { Settings } from '../settings/settings.ts'
import { slackAway } from './away.ts'
import { channelGuard } from './channel-guard.ts'
import { channelFinding, type ChannelReport, reportOnChannels } from './channel-report.ts'
import type { WebClient } from './client.ts'
import { colleagues } from './colleagues.ts'
import { botScopes } from './manifest.ts'
import { patiently } from './patiently.ts'

type Set = Pick<Settings, 'districts' | 'otherCeastChannels' | 'allowedApps'>

const install = 'Update the Slack app from what `npm run manifest` prints, and install it again'

/** The bot's token, and which scopes it has: the manifest's, no fewer and no more. */
export const lookAtToken = async (client: WebClient): Promise<Finding[]> => {
  try {
    const { team, user, response_metadata: granted } = await client.auth.test()
    const token = ok(`SLACK_BOT_TOKEN is that of ${user ?? 'the app'} in ${team ?? 'the workspace'}`)
    return [token, ...scopeFindings(granted?.scopes)]
  } catch (error) {
    return [unaccepted('SLACK_BOT_TOKEN', error, "Copy the bot token again from the app's page")]
  }
}

/** What the app may do, against what it needs. `granted`: as Slack says beside an answer. */
export const scopeFindings = (granted: readonly string[] | undefined): Finding[] => {
  if (granted === undefined)
    return [warn('Slack does not say which scopes the app has', "Compare them with the app's page by hand")]
  const needed = Object.keys(botScopes)
  const missing = needed.filter(scope => !granted.includes(scope))
  const more = granted.filter(scope => !needed.includes(scope))
  return [
    missing.length === 0
      ? ok('The app has every scope that it needs')
      : wrong(`The app lacks the scopes ${missing.join(', ')}`, install),
    ...(more.length === 0
      ? []
      : [
          wrong(
            `The app has scopes that it does not need: ${more.join(', ')}`,
            `A token that is stolen can do less with fewer. ${install}`,
          ),
        ]),
  ]
}

/** The app-level token, which opens the connections of Socket Mode. `client` holds that token. */
export const lookAtAppToken = async (client: WebClient): Promise<Finding> => {
  try {
    await client.apps.connections.open()
    return ok('SLACK_APP_TOKEN opens connections')
  } catch (error) {
    return unaccepted(
      'SLACK_APP_TOKEN',
      error,
      "Copy the app-level token again from the app's page, with the scope connections:write; Socket Mode must be on there",
    )
  }
}

const unaccepted = (variable: string, error: unknown, fix: string): Finding => {
  const away = slackAway(error)
  if (away)
    return wrong(
      `Slack does not answer (${away.code})`,
      'See whether Slack is out of order, and whether this computer may reach SLACK_API_URL',
    )
  if (error instanceof WebAPIPlatformError)
    return wrong(`Slack does not accept ${variable} (${error.data.error})`, fix)
  return wrong('What answers is not Slack', 'Correct SLACK_API_URL, or what stands between')
}

/** Each channel of the settings: private, not shared, not archived, with nobody in it but colleagues. */
export const lookAtChannels = async (
  client: WebClient,
  { channels }: Pick<SlackConfig, 'channels'>,
  settings: Set,
): Promise<Finding[]> => {
  const guard = channelGuard(client, { channels: 1, allowedApps: settings.allowedApps })
  const never = new AbortController().signal
  const switchedOff = new Map<string, readonly string[]>()
  try {
    const reports = await reportOnChannels(channels, settings, async channel => {
      const found = await patiently(() => guard.look(channel), never)
      switchedOff.set(channel, found.switchedOff)
      return found.faults
    })
    return reports.flatMap(report => findingsOn(report, switchedOff.get(report.channel) ?? []))
  } catch (error) {
    return [unaccepted('what Safehold asks about the channels', error, install)]
  }
}

/** Those whom the settings name to be told something by themselves: colleagues with a full account. */
export const lookAtNamed = async (
  client: WebClient,
  { districts, dutyContact }: Pick<Settings, 'districts' | 'dutyContact'>,
): Promise<Finding[]> => {
  const people = colleagues(client, [])
  const named = [
    ...(dutyContact === undefined ? [] : [['dutyContact', dutyContact] as const]),
    ...districts.flatMap(({ deputy }, i) =>
      deputy === undefined ? [] : [[`districts[${i}].deputy`, deputy] as const],
    ),
  ]
  const never = new AbortController().signal
  const found: Finding[] = []
  try {
    for (const [setting, person] of named)
      found.push(namedFinding(`${setting} ${person}`, await patiently(() => people.faultOf(person), never)))
    return found
  } catch (error) {
    return [...found, unaccepted('what Safehold asks about people', error, install)]
  }
}

const namedFinding = (who: string, fault: PersonFault | undefined): Finding =>
  fault === undefined
    ? ok(`${who} is a colleague with a full account`)
    : wrong(
        `${who} is told nothing: ${personFaultWords(fault) ?? fault}`,
        'Name a colleague with a full account',
      )

const findingsOn = (report: ChannelReport, off: readonly string[]): Finding[] => {
  const { setting, channel, codes } = report
  if (codes.length > 0) return codes.map(code => channelFinding(report, code))
  return [
    ok(`${setting} ${channel} is private and not shared, with none but colleagues in it`),
    ...off.map(person =>
      warn(
        `${setting} ${channel}: the account of ${person} is switched off`,
        'Take it out of the channel: it would be back in it when it is switched on again',
      ),
    ),
  ]
}
