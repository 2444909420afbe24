/**
 * Why nothing may be posted in a channel, as a look at it finds, and what to do about each. Written as
 * `<fault>` or `<fault>:<person>`, with the Slack id of whoever should not be there.
 */
const remedies = {
  channel_not_found: 'check the id, and invite the bot to the channel',
  not_in_channel: 'invite the bot to the channel',
  channel_is_public: 'make the channel private: membership of it is the role, and cases are posted there',
  channel_is_shared: 'use a channel that is not shared with another organisation',
  channel_is_archived: 'unarchive the channel or name another one',
  guest_in_channel: 'take the guest out of the channel: its members are colleagues with a full account',
  other_organisation_in_channel: 'take the person of another organisation out of the channel',
  other_app_in_channel: 'take the other app out of the channel, or name it in allowedApps',
  unknown_member_in_channel: 'take the account out of the channel: Slack does not say whose it is',
} as const

export type ChannelFault = keyof typeof remedies

/** All of them: whether one has ended shows as soon as the channel is looked at again. */
// The keys of the table, whose type Object.keys forgets.
export const channelFaults = Object.keys(remedies) as ChannelFault[]

/** The fault with whoever it is about, as one code. */
export const faultCode = (fault: ChannelFault, person?: string): string =>
  person === undefined ? fault : `${fault}:${person}`

/** Who should not be in the channel, by the code of the fault. */
export const personInFault = (code: string): string | undefined => code.split(':')[1]

/** What to do about it. Undefined for a code that a look at a channel does not find. */
export const remedyOf = (code: string): string | undefined => {
  const [fault = '', person] = code.split(':')
  if (!Object.hasOwn(remedies, fault)) return undefined
  const remedy = remedies[fault as ChannelFault] // just looked up
  return person === undefined ? remedy : `${remedy} (<@${person}>)`
}
