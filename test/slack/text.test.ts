import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clip, isBlank, linkTo, mrkdwn, pieces, plain, shown, strong } from '../../src/slack/text.ts'
import { hostileText, pings } from './hostile-text.ts'

describe('text for Slack', () => {
  it('a long text comes out whole, in pieces that say they continue', () => {
    fc.assert(
      fc.property(hostileText, text => {
        const split = pieces(text)
        const whole = split.map((piece, i) => (i === 0 ? piece : piece.replace(/^…continued\n/, ''))).join('')
        const blanks = /\(blank\)|[\s\p{Cf}\p{Z}\u2800\u3164\u115f\u1160\uffa0]/gu
        expect(whole.replace(blanks, '')).toBe(shown(text).replace(blanks, ''))
        for (const piece of split) {
          expect(piece.length).toBeGreaterThan(0)
          expect(piece.length).toBeLessThanOrEqual(3000)
          expect(/\p{Cs}/u.test(piece)).toBe(false)
          expect(isBlank(piece)).toBe(false)
        }
        expect(split.slice(1).every(piece => piece.startsWith('…continued') || piece === '(blank)')).toBe(
          true,
        )
      }),
    )
  })

  it('nothing in our own words can ping or link, whatever slips into them', () => {
    fc.assert(
      fc.property(hostileText, text => {
        for (const made of [mrkdwn(text), strong(text)]) {
          expect(pings(made.text)).toBe(false)
          expect(made.text.length).toBeGreaterThan(0)
          expect(made.text.length).toBeLessThanOrEqual(3000)
        }
      }),
    )
  })

  it('a mention of a person stays one in our own words, and in nothing else', () => {
    expect(mrkdwn('With <@U0SPOC1> & <!channel>').text).toBe('With <@U0SPOC1> &amp; &lt;!channel&gt;')
    expect(plain('<@U0SPOC1>').text).toBe('<@U0SPOC1>')
  })

  it('a channel of ours stays a mention in our own words, for which nobody is notified', () => {
    expect(mrkdwn('See <#C0ACSSL01>, not <#C1> or <#general>').text).toBe(
      'See <#C0ACSSL01>, not &lt;#C1&gt; or &lt;#general&gt;',
    )
  })

  it('a link ends where it should, whatever its label', () => {
    fc.assert(
      fc.property(hostileText, label => {
        const { text } = linkTo(label, 'https://intranet.example/a?b=1&c=2')
        expect(text).toMatch(/^<https:\/\/intranet\.example\/a\?b=1&amp;c=2\|[^<>]+>$/)
        expect(text.length).toBeLessThanOrEqual(3000)
      }),
    )
  })

  it('clipping never leaves half a character', () => {
    expect(clip('ab😀cd', 4)).toBe('ab…')
    expect(clip('abcd', 4)).toBe('abcd')
  })

  it('a text of zero-width characters says that it is blank', () => {
    expect(plain('\u200b\u2060').text).toBe('(blank)')
  })

  it('a pasted line end is one line end', () => {
    expect(shown('a\r\nb\rc')).toBe('a\nb\nc')
  })
})
