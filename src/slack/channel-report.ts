import { remedyOf } from '../case/channel-faults.ts'
import type { Team } from '../case/people.ts'
import { type Finding, wrong } from '../finding.ts'
import type { Settings } from '../settings/settings.ts'
import { type ChannelPlace, channelSettings } from './channel-places.ts'

/** A channel of the settings and what is wrong with it: nothing, or codes. */
export type ChannelReport = ChannelPlace & { codes: readonly string[] }

/** What is wrong with the settings themselves, or with what Slack lets us ask. */
const remedies: Readonly<Record<string, string>> = {
  channel_of_another_team:
    'give the ACSSLs of a district a channel of their own: membership of it is the role',
  channel_with_a_role: 'name the channel of another CEAST team: this one is used for another role already',
  missing_scope: 'update the Slack app from what `npm run manifest` prints, and install it again',
}

/** Whether the settings give a channel two roles: that is theirs to put right, whatever Slack says of it. */
export const isMisused = ({ codes }: Pick<ChannelReport, 'codes'>): boolean =>
  codes.includes('channel_of_another_team') || codes.includes('channel_with_a_role')

/** Every channel of the settings in their order. `look`: what is wrong with a channel by itself. */
export const reportOnChannels = async (
  channels: Readonly<Record<Team, string>>,
  settings: Pick<Settings, 'districts' | 'otherCeastChannels'>,
  look: (channel: string) => Promise<readonly string[]>,
): Promise<ChannelReport[]> => {
  const { ofTeams, ofDistricts, ofOtherCeast } = channelSettings(channels, settings)
  const ofOtherTeams = idsOf(ofTeams.filter(({ channel }) => channel !== channels.acssl))
  // Whoever is in it confirms releases: in a channel of a team or district that would be a second way to a role.
  const taken = idsOf([...ofTeams, ...ofDistricts])
  const all: ChannelReport[] = []
  const report = async (place: ChannelPlace, misused?: string): Promise<void> => {
    all.push({ ...place, codes: misused === undefined ? await look(place.channel) : [misused] })
  }
  for (const one of ofTeams) await report(one)
  for (const one of ofDistricts)
    await report(one, ofOtherTeams.has(one.channel) ? 'channel_of_another_team' : undefined)
  for (const one of ofOtherCeast)
    await report(one, taken.has(one.channel) ? 'channel_with_a_role' : undefined)
  return all
}

const idsOf = (places: readonly ChannelPlace[]): ReadonlySet<string> =>
  new Set(places.map(({ channel }) => channel))

/** What is wrong with a channel of the settings, and what to do about it. */
export const channelFinding = ({ setting, channel }: ChannelPlace, code: string): Finding => {
  const [fault = ''] = code.split(':')
  const remedy = remedyOf(code) ?? remedies[fault] ?? 'see what Slack says of this code'
  return wrong(`${setting} ${channel}: ${fault.replaceAll('_', ' ')}`, remedy)
}
