import { describe, expect, it } from 'vitest'
import { digestMessage } from '../../src/case/digest.ts'
import { areBlocksTooLong, blocksProblems } from '../../src/slack/block-kit/check.ts'
import { listMessage } from '../../src/slack/alert-message.ts'
import { digestLines } from '../../src/store/digest.ts'

describe('many updates in one message', () => {
  it('have a line each, with the reference and what was to be told', () => {
    const { text, lines } = digestMessage([
      { text: 'Due now for ACS-1: triage decision (VR ¶4)', ref: 'ACS-1', deadlines: ['triage'] },
      { text: 'The customer was contacted', ref: 'ACS-2' },
    ])
    expect(text).toBe('2 updates that had to wait')
    expect(lines.slice(0, 2)).toEqual([
      'Due now for ACS-1: triage decision (VR ¶4)',
      'ACS-2: The customer was contacted',
    ])
  })

  it('are told although one of them cannot be read', () => {
    const { lines } = digestMessage([{ ref: 'ACS-1' }, { text: 'Due now for ACS-2' }, {}])
    expect(lines.slice(0, 3)).toEqual(['ACS-1: An update', 'Due now for ACS-2', 'An update'])
  })

  it('fit into what Slack takes, as many and as long as they may be', () => {
    const long = {
      text: 'Overdue since 5pm on 3 December 2026 & not done: <@U0WBBENOW1> '.repeat(20),
      ref: 'ACS-1',
      deadlines: ['triage'],
    } as const
    const { blocks } = listMessage(digestMessage(Array.from({ length: digestLines }, () => long)))
    expect(blocksProblems(blocks as never, 'message')).toEqual([])
    expect(areBlocksTooLong(blocks)).toBe(false)
    expect(JSON.stringify(blocks).match(/…/g)).toHaveLength(digestLines)
  })

  it('have one Why? for all their kinds of dates', () => {
    const { blocks } = listMessage(digestMessage([{ text: 'One', deadlines: ['triage', 'conference'] }]))
    expect(JSON.stringify(blocks)).toContain('conference')
    expect(JSON.stringify(blocks)).toContain('F16')
  })
})
