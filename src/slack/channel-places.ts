import type { Team } from '../case/people.ts'
import type { Settings } from '../settings/settings.ts'

/** A channel that the settings name. */
export type ChannelPlace = {
  channel: string
  /** By which it is told of: the first destination that is posted in it. */
  name: string
  /** Where it is set, such as CEAST_CHANNEL. */
  setting: string
}

type Set = Pick<Settings, 'districts' | 'otherCeastChannels'>

/** Every channel that the settings name, as often as they name it. */
export const channelSettings = (
  channels: Readonly<Record<Team, string>>,
  { districts, otherCeastChannels }: Set,
): { ofTeams: ChannelPlace[]; ofDistricts: ChannelPlace[]; ofOtherCeast: ChannelPlace[] } => ({
  ofTeams: Object.entries(channels).map(([team, channel]) => ({
    channel,
    name: `team:${team}`,
    setting: `${team.toUpperCase()}_CHANNEL`,
  })),
  ofDistricts: districts.flatMap(({ name, acsslChannel }, i) =>
    acsslChannel === undefined || acsslChannel === channels.acssl
      ? []
      : [{ channel: acsslChannel, name: `acssl:${name}`, setting: `districts[${i}].acsslChannel` }],
  ),
  ofOtherCeast: otherCeastChannels.map((channel, i) => ({
    channel,
    name: `other_ceast:${channel}`,
    setting: `otherCeastChannels[${i}]`,
  })),
})

/** Every channel that Safehold posts in, each once. */
export const channelPlaces = (channels: Readonly<Record<Team, string>>, settings: Set): ChannelPlace[] => {
  const { ofTeams, ofDistricts, ofOtherCeast } = channelSettings(channels, settings)
  const all = [...ofTeams, ...ofDistricts, ...ofOtherCeast]
  return all.filter(({ channel }, i) => all.findIndex(one => one.channel === channel) === i)
}
