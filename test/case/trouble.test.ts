import { describe, expect, it } from 'vitest'
import {
  curedWords,
  curesItself,
  isTroubleKind,
  kindsThatCureThemselves,
  placeWords,
  toldOfTrouble,
  type TroubleKind,
  troubleWords,
} from '../../src/case/trouble.ts'

const byHand: TroubleKind[] = ['message_refused', 'person_unreachable', 'record_altered']

describe('what Safehold could not do', () => {
  it.each<[TroubleKind, string, string]>([
    ['message_refused', 'team:spoc', "Slack refused a message for SPOC's channel for good (a_code)"],
    ['message_stuck', 'acssl:North', "A message for the ACSSLs' channel of North has not gone through"],
    ['channel_shut', 'team:leads', "Safehold cannot post in the leads' channel (a_code)"],
    ['person_unreachable', 'person:U0ONE', '<@U0ONE> cannot be reached in Slack (a_code)'],
    ['slack_shut', 'slack', 'Slack does not let Safehold in (a_code)'],
    ['deadline_stuck', 'x', 'A date of ACS-1 has come and could not be told (a_code)'],
    ['heartbeat_stopped', 'x', "Safehold's own check of itself has stopped (a_code)"],
    ['feed_refused', 'x', 'The list of bank holidays from GOV.UK could not be used (a_code)'],
    ['checkpoint_failed', 'x', 'No checkpoint of the record could be written for some hours (a_code)'],
    ['record_altered', 'x', 'The record is not as an earlier checkpoint saw it'],
  ])('%s says what, where and with which code, and what to do', (kind, subject, words) => {
    const said = troubleWords({ kind, subject, code: 'a_code', ref: 'ACS-1' })
    expect(said).toContain(words)
    expect(said.split('. ').length).toBeGreaterThan(1)
    expect(isTroubleKind(kind)).toBe(true)
    expect(curesItself(kind)).toBe(!byHand.includes(kind))
    expect(kindsThatCureThemselves.includes(kind)).toBe(!byHand.includes(kind))
    expect(curedWords({ kind, subject, code: 'a_code', ref: 'ACS-1' })).not.toContain('undefined')
  })

  it('is told to the leads, and of their own channel to SPOC and CEAST', () => {
    expect(toldOfTrouble({ kind: 'channel_shut', subject: 'team:spoc' })).toEqual(['leads'])
    expect(toldOfTrouble({ kind: 'channel_shut', subject: 'team:leads' })).toEqual(['spoc', 'ceast'])
    expect(toldOfTrouble({ kind: 'heartbeat_stopped', subject: 'heartbeat' })).toEqual(['leads'])
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
