import { type Team, teamNames } from './people.ts'

/** Where a message was for, in words: the destination that it was written with. */
export const placeWords = (destination: string): string => {
  const colon = destination.indexOf(':')
  const [kind, name] = [destination.slice(0, colon), destination.slice(colon + 1)]
  if (kind === 'team') return name === 'leads' ? "the leads' channel" : `${teamName(name)}'s channel`
  if (kind === 'acssl') return `the ACSSLs' channel of ${name}`
  if (kind === 'other_ceast') return `the channel <#${name}> of another CEAST team`
  if (kind === 'deputy') return `the deputy of the ACSSL of ${name}`
  if (kind === 'duty') return 'the duty contact'
  return kind === 'person' ? `<@${name}>` : 'a channel'
}

const teamName = (name: string): string => (Object.hasOwn(teamNames, name) ? teamNames[name as Team] : name) // just looked up
