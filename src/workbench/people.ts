/** Someone who works in the made-up workspace. Every name is invented. */
export type Person = {
  readonly id: string
  readonly handle: string
  readonly name: string
  readonly title: string
  guest: boolean
  deactivated: boolean
  /** Of another organisation, in a channel that is shared with it. */
  stranger: boolean
  /** The account of another app. */
  app: boolean
}

export type ChannelKey = 'spoc' | 'visiting' | 'ceast' | 'acssl' | 'leads' | 'general'

export type ChannelPlan = {
  readonly key: ChannelKey
  readonly id: string
  readonly name: string
  readonly private: boolean
  readonly topic: string
  /** What a member of this channel is called beside their name; general gives nobody a team. */
  readonly team?: string
}

export const channelPlans: readonly ChannelPlan[] = [
  {
    key: 'spoc',
    id: 'C0WBSPOC01',
    name: 'spoc-access-to-work',
    private: true,
    topic: 'Access to Work single point of contact: triage of concerns',
    team: 'SPOC',
  },
  {
    key: 'visiting',
    id: 'C0WBVISIT1',
    name: 'dwp-visiting',
    private: true,
    topic: 'DWP Visiting: visits to plan and outcomes to record',
    team: 'DWP Visiting',
  },
  {
    key: 'ceast',
    id: 'C0WBCEAST1',
    name: 'ceast',
    private: true,
    topic: 'CEAST: holds, reviews and outcomes',
    team: 'CEAST',
  },
  {
    key: 'acssl',
    id: 'C0WBACSSL1',
    name: 'acssl',
    private: true,
    topic: 'Advanced Customer Support Senior Leader: referrals',
    team: 'ACSSL',
  },
  {
    key: 'leads',
    id: 'C0WBLEADS1',
    name: 'safeguarding-leads',
    private: true,
    topic: 'Safeguarding leads: escalations',
    team: 'Safeguarding lead',
  },
  {
    key: 'general',
    id: 'C0WBGENER1',
    name: 'general',
    private: false,
    topic: 'Everyone. Never put a customer’s details here',
  },
]

type PersonPlan = {
  readonly id: string
  readonly handle: string
  readonly name: string
  readonly title: string
  readonly in: readonly ChannelKey[]
  readonly guest?: true
  readonly deactivated?: true
}

export const personPlans: readonly PersonPlan[] = [
  plan('U0WBAMIRA1', 'Amira Khan', 'Access to Work case manager', ['general']),
  plan('U0WBBENOW1', 'Ben Owen', 'Access to Work processor', ['general']),
  plan('U0WBCARYS1', 'Carys Bell', 'Access to Work adviser', ['general']),
  plan('U0WBDEVPA1', 'Dev Patel', 'Access to Work adviser', ['general']),
  plan('U0WBERINS1', 'Erin Shaw', 'Access to Work SPOC', ['spoc', 'general']),
  plan('U0WBFEMIC1', 'Femi Cole', 'Access to Work SPOC', ['spoc', 'general']),
  plan('U0WBGWENH1', 'Gwen Hart', 'Visiting Officer', ['visiting', 'general']),
  plan('U0WBHUGHL1', 'Hugh Lamb', 'Visiting Officer', ['visiting', 'general']),
  plan('U0WBIRISD1', 'Iris Dunn', 'CEAST case lead', ['ceast', 'general']),
  plan('U0WBJAMAL1', 'Jamal Reid', 'CEAST case lead', ['ceast', 'general']),
  plan('U0WBKATEF1', 'Kate Finch', 'CEAST case lead', ['ceast', 'general']),
  plan('U0WBLEOMA1', 'Leo Marsh', 'ACSSL', ['acssl', 'general']),
  plan('U0WBMAYAF1', 'Maya Frost', 'Safeguarding lead', ['leads', 'general']),
  { ...plan('U0WBNILSB1', 'Nils Berg', 'Contractor (guest)', ['general']), guest: true },
  { ...plan('U0WBOLGAR1', 'Olga Rees', 'Left the department', []), deactivated: true },
]

function plan(id: string, name: string, title: string, channels: readonly ChannelKey[]): PersonPlan {
  return { id, handle: name.toLowerCase().replace(' ', '.'), name, title, in: channels }
}

export const initialsOf = (name: string): string =>
  name
    .split(' ')
    .map(word => word.slice(0, 1))
    .join('')
    .toUpperCase()
