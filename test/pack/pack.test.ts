import { describe, expect, it } from 'vitest'
import { textsOfEvent } from '../../src/case/event-texts.ts'
import type { PackRecord } from '../../src/case/pack/record.ts'
import { packPage } from '../../src/pack/pack.ts'
import { heldCase, people, type Story, staff } from '../case/story.ts'

const idsOf = ({ events }: Pick<Story, 'events'>) =>
  events.flatMap(event => textsOfEvent(event).map(({ text }) => text))

const recordOf = (story: Story, more: Partial<PackRecord> = {}): PackRecord => ({
  case: story.c,
  events: story.events,
  linked: [],
  messages: [
    {
      destination: 'team:ceast',
      text: '*DO NOT SUSPEND OR STOP* told by <@U_CEAST1>',
      writtenAt: story.now,
      status: 'sent',
      postedAt: story.now,
    },
  ],
  views: [{ actor: people.spoc.id, what: 'case', at: story.now }],
  inTeams: [{ person: people.ceastOne.id, team: 'ceast', since: null, until: null }],
  sizes: Object.fromEntries(idsOf(story).map(id => [id, 40])),
  chain: { ok: true, events: story.events.length, head: '0123456789abcdef' },
  ...more,
})

describe('a pack', () => {
  const story = heldCase()

  it('of the same record has the same bytes, wherever it is made', () => {
    const before = process.env['TZ']
    const one = packPage(recordOf(story), staff)
    process.env['TZ'] = 'Asia/Tokyo'
    try {
      expect(packPage(recordOf(story), staff)).toBe(one)
    } finally {
      if (before === undefined) delete process.env['TZ']
      else process.env['TZ'] = before
    }
  })

  it('says when a hold is open, and since when', () => {
    const page = packPage(recordOf(story), staff)
    expect(page).toContain('Do not suspend or stop this award: a hold is open when the record ends')
    expect(page).toContain('OPEN when the record ends')
  })

  it('that is redacted holds no id of a person and nothing that somebody wrote', () => {
    const page = packPage(recordOf(story), staff)
    for (const { id } of Object.values(people).filter(one => one.id.startsWith('U_')))
      expect(page).not.toContain(id)
    expect(page).toContain('withheld, up to a line')
    expect(page).toContain('CEAST member 1')
    expect(page).toContain('OFFICIAL-SENSITIVE')
  })

  it('that is redacted names neither the site of a referral nor the operator who erased a case; a full one does', () => {
    const more = { actor: people.spoc.id, at: story.now }
    const seq = story.events.length
    const events = [
      ...story.events,
      {
        ...more,
        seq: seq + 1,
        kind: 'acssl_referral_made',
        district: 'North',
        site: 'Made Up House',
        need: 't',
        concernKinds: [],
        reviewOn: '2026-12-09',
      },
      {
        ...more,
        seq: seq + 2,
        kind: 'case_erased',
        by: 'made.up.operator',
        ending: 'noConcern',
        months: 24,
        closedOn: '2026-11-23',
      },
    ] as PackRecord['events'] // as far as a line of the page needs them
    const redacted = packPage(recordOf(story, { events }), staff)
    const full = packPage(recordOf(story, { events }), staff, {})
    for (const name of ['Made Up House', 'made.up.operator']) {
      expect(redacted).not.toContain(name)
      expect(full).toContain(name)
    }
    expect(redacted).toContain('from a site (withheld)')
    expect(redacted).toContain('Erased by an operator (name withheld)')
  })

  it('that is full shows every text, and none of them as markup', () => {
    const hostile = '<script>alert(1)</script><img src=x onerror=alert(1)> & "quoted" \u202Ereversed'
    const page = packPage(recordOf(story), staff, Object.fromEntries(idsOf(story).map(id => [id, hostile])))
    expect(page).toContain(
      '&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt; &amp; &quot;quoted&quot;',
    )
    expect(page).not.toContain('<script')
    expect(page).not.toContain('<img')
    expect(page).not.toContain('\u202E')
    expect(page.match(/<blockquote>/g)).toHaveLength(idsOf(story).length)
  })

  it('says of a text that is gone that it was erased', () => {
    expect(packPage(recordOf(story, { sizes: {} }), staff)).toContain(': erased')
  })

  it('that is full says of a text that does not open that it is not shown', () => {
    const [shut, ...others] = idsOf(story)
    const page = packPage(recordOf(story), staff, Object.fromEntries(others.map(id => [id, 'said'])))
    expect(shut).toBeDefined()
    expect(page.match(/NOT SHOWN/g)).toHaveLength(1)
  })

  it('says at once when the record is not as it was written', () => {
    const chain = { ok: false, seq: 3, why: 'entry 3 is not as it was written' } as const
    expect(packPage(recordOf(story, { chain }), staff)).toContain('NOT AS IT WAS WRITTEN from entry 3 on')
  })

  it('fetches nothing and runs nothing', () => {
    const page = packPage(recordOf(story), staff)
    expect(page).toContain("default-src 'none'")
    expect(page).not.toMatch(/<script|<link|<img|<iframe|\bsrc=|\bhref=|url\(|@import|\bon[a-z]+=/)
  })
})
