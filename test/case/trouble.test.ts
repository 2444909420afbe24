import { describe, expect, it } from 'vitest'
import { channelFaults } from '../../src/case/channel-faults.ts'
import { placeWords } from '../../src/case/place-words.ts'
import {
  curedWords,
  curesItself,
  isTroubleKind,
  kindsThatCureThemselves,
  reroutedWords,
  toldOfTrouble,
  type TroubleKind,
  troubleWords,
} from '../../src/case/trouble.ts'

const byHand: TroubleKind[] = [
  'message_refused',
  'person_unreachable',
  'text_unreadable',
  'record_altered',
  'leavers_unsure',
  'message_left_behind',
  'settings_differ',
]

describe('what Safehold could not do', () => {
  it.each<[TroubleKind, string, string]>([
    ['message_refused', 'team:spoc', "Slack refused a message for SPOC's channel for good (a_code)"],
    ['message_stuck', 'acssl:North', "A message for the ACSSLs' channel of North has not gone through"],
    ['channel_shut', 'team:leads', "Safehold cannot post in the leads' channel (a_code)"],
    ['person_unreachable', 'person:U0ONE', '<@U0ONE> cannot be reached in Slack (a_code)'],
    ['slack_shut', 'slack', 'Slack does not let Safehold in (a_code)'],
    ['deadline_stuck', 'x', 'A date of ACS-1 has come and could not be told (a_code)'],
    ['dates_not_counted', 'x', "The dates of ACS-1 could not be counted by today's rules (a_code)"],
    ['heartbeat_stopped', 'x', "Safehold's own check of itself has stopped (a_code)"],
    ['feed_refused', 'x', 'The list of bank holidays from GOV.UK could not be used (a_code)'],
    ['text_unreadable', 'x', 'What people wrote on ACS-1 cannot all be read (a_code)'],
    ['checkpoint_failed', 'x', 'No checkpoint of the record could be written for some hours (a_code)'],
    ['record_altered', 'x', 'The record is not as an earlier checkpoint saw it'],
    ['leavers_unsure', 'team:ceast', "It could not be found out who is in CEAST's channel (a_code)"],
    ['leavers_unseen', 'slack', 'For over an hour Slack has not said whether people'],
    ['message_left_behind', 'team:spoc', "in the channel that was once SPOC's channel (a_code)"],
    ['settings_differ', 'x', 'they name different channels for a team or district, and perhaps for more'],
  ])('%s says what, where and with which code, and what to do', (kind, subject, words) => {
    const said = troubleWords({ kind, subject, code: 'a_code', ref: 'ACS-1' })
    expect(said).toContain(words)
    expect(said.split('. ').length).toBeGreaterThan(1)
    expect(isTroubleKind(kind)).toBe(true)
    expect(curesItself(kind)).toBe(!byHand.includes(kind))
    expect(kindsThatCureThemselves.includes(kind)).toBe(!byHand.includes(kind))
    expect(curedWords({ kind, subject, code: 'a_code', ref: 'ACS-1' })).not.toContain('undefined')
  })

  it('is told to the leads, of their own channel to SPOC and CEAST, and of what cannot be read to CEAST too', () => {
    expect(toldOfTrouble({ kind: 'channel_shut', subject: 'team:spoc' })).toEqual(['leads'])
    expect(toldOfTrouble({ kind: 'channel_shut', subject: 'team:leads' })).toEqual(['spoc', 'ceast'])
    expect(toldOfTrouble({ kind: 'text_unreadable', subject: 'x' })).toEqual(['ceast', 'leads'])
    expect(toldOfTrouble({ kind: 'heartbeat_stopped', subject: 'heartbeat' })).toEqual(['leads'])
  })

  it('of somebody who is kept out of a case by now is told to a team without a word of who that is, or that anybody is (F15)', () => {
    const told = reroutedWords('person:U0ONE', 'person_kept_out', 'ACS-1 is assigned to you')
    expect(told).toBe('One colleague was to be told this, and now your team is: ACS-1 is assigned to you')
    expect(reroutedWords('person:U0ONE', 'user_disabled', 'x')).toContain('<@U0ONE> (user_disabled)')
  })

  it('names the people of whom a lead has to say whether they have left, twenty at most, and counts the others', () => {
    const said = (people: string[]) =>
      troubleWords({ kind: 'leavers_unsure', subject: 'people', code: 'too_many', people })
    expect(said(['U1', 'U2'])).toContain('This is about <@U1>, <@U2>. No step was given back')
    expect(said(Array.from({ length: 23 }, (_, i) => `U${i}`))).toContain('<@U19> and 3 more.')
  })

  it('says in which open channel urgent messages are told, and why not in the usual one', () => {
    const said = (subject: string, ...shut: string[]) =>
      troubleWords({ kind: 'channel_shut', subject, code: 'is_archived', shut: [subject, ...shut] })
    expect(said('team:spoc')).toContain("are told in the leads' channel meanwhile; the others wait")
    expect(said('team:leads')).toContain("are told in CEAST's channel meanwhile; the others wait")
    expect(said('team:ceast', 'team:leads')).toContain(
      "are told in SPOC's channel meanwhile, because the leads' channel cannot be posted in either; the others wait",
    )
    expect(said('team:spoc', 'team:leads', 'team:ceast')).toContain(
      "are told in DWP Visiting's channel meanwhile, because the leads' channel and CEAST's channel cannot be posted in either",
    )
    expect(said('team:spoc', 'team:leads', 'team:ceast', 'team:visiting', 'team:acssl')).toContain(
      'No other channel can be posted in either: all messages for it wait',
    )
    expect(
      troubleWords({ kind: 'message_refused', subject: 'team:spoc', code: 'c', shut: ['team:leads'] }),
    ).toContain("What it said is told in CEAST's channel instead")
  })

  it('of a channel says what to do about what was found, and about whom', () => {
    const words = (code: string) => troubleWords({ kind: 'channel_shut', subject: 'team:ceast', code })
    expect(words('guest_in_channel:U0WBNILSB1')).toContain('Take the guest out of the channel')
    expect(words('guest_in_channel:U0WBNILSB1')).toContain('(<@U0WBNILSB1>)')
    expect(words('restricted_action')).toContain('Have the channel put right')
    for (const code of channelFaults) expect(words(code)).not.toContain('Have the channel put right')
  })

  it('names every place that a message may be for', () => {
    expect(['deputy:North', 'duty:contact', 'other_ceast:C0123456', 'team:visiting'].map(placeWords)).toEqual(
      [
        'the deputy of the ACSSL of North',
        'the duty contact',
        'the channel <#C0123456> of another CEAST team',
        "DWP Visiting's channel",
      ],
    )
  })
})
