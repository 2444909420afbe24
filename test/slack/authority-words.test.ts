import { describe, expect, it } from 'vitest'
import { readSettings } from '../../src/settings/read-settings.ts'
import { nothingSet } from '../../src/settings/settings.ts'
import { authoritiesAction, type Place, suggestedAuthorities } from '../../src/slack/authority-words.ts'
import { blocksOf } from '../../src/slack/passage.ts'
import { authoritiesView } from '../../src/slack/views/authorities-view.ts'
import { mrkdwnIn } from './hostile-text.ts'

const today = '2026-11-30'
const example = readSettings('safehold.config.example.json')
const words = (place: Place, settings: Pick<typeof example, 'authorities'> = example) =>
  mrkdwnIn(blocksOf(suggestedAuthorities(settings, place, today))).join('\n')
const council = 'Made Up Borough Council adult social care'
const police = 'Made Up Police'
const crisis = 'Nowhere crisis team'

describe('the authorities for where a customer is (R6, ME ¶3)', () => {
  it('come with phone number and the day somebody last made sure, for a person to choose (R6)', () => {
    const all = words({ area: 'ZZ1' })
    expect(all).toContain('You choose, and you contact them: Safehold contacts nobody.')
    expect(all).toContain(`${council}\nSocial Services · England or Wales · Made Up Borough, ZZ1, ZZ2`)
    expect(all).toContain('Phone: 01632 960018\nLast verified 1 September 2026')
  })

  it.each<[Place, string[], string[]]>([
    [{ area: 'ZZ1' }, [council], [police, crisis]],
    [{ area: 'ZZ9' }, [crisis], [council, police]],
    [{ area: 'ZZ' }, ['No authority is listed'], [council, police, crisis]],
    [{ area: 'made up  BOROUGH' }, [council, police], [crisis]],
    [{ area: 'Made Up Borough Council' }, [council, police], [crisis]],
    [{ area: 'Nowhere Borough' }, [police, crisis], [council]],
    [{ area: 'Nowhere Borough', nation: 'scotland' }, [crisis], [council, police]],
    [{ area: 'Nowhere Borough', nation: 'england-and-wales' }, [police], [council, crisis]],
    [{ area: 'Up' }, [council, police], [crisis]],
    [{ area: 'ade U' }, ['No authority is listed'], [council, police, crisis]],
  ])('of %j are those of that place and nation (R6)', (place, shown, hidden) => {
    for (const part of shown) expect(words(place)).toContain(part)
    for (const part of hidden) expect(words(place)).not.toContain(part)
  })

  it('say so where none is listed, and offer the whole list of the nation (R6)', () => {
    expect(words({ area: 'Atlantis', nation: 'scotland' })).toContain(
      'No authority is listed for where the customer is, in Scotland. Choose one from the whole list',
    )
    const [none] = suggestedAuthorities(example, { area: 'Atlantis', nation: 'scotland' }, today)
    expect(none).toMatchObject({ button: { action: authoritiesAction, value: 'scotland' } })
    const list = mrkdwnIn(authoritiesView(example, '', today, 'scotland')).join('\n')
    expect(list).toContain('Those in Scotland.')
    expect(list).toContain(crisis)
    expect(list).not.toContain(council)
  })

  it('are not guessed where nobody said where the customer is, and no button carries the place (R6)', () => {
    expect(words({})).toContain('It is not known here where the customer is, so no authority is suggested')
    expect(words({})).not.toContain(council)
    for (const area of [undefined, 'ZZ1', 'Atlantis'])
      expect(JSON.stringify(suggestedAuthorities(example, { area }, today))).toContain('"value":"any"')
    expect(JSON.stringify(suggestedAuthorities(example, { area: 'Atlantis' }, today))).not.toContain(
      'Atlantis',
    )
  })

  it('of a nation that has none are all there are, and none set says whom to ask (R6, R12)', () => {
    const list = mrkdwnIn(authoritiesView(example, '', today, 'northern-ireland')).join('\n')
    expect(list).toContain('Nothing is listed in Northern Ireland. This is all there is.')
    expect(list).toContain(council)
    expect(words({ area: 'ZZ1' }, nothingSet)).toBe(
      'Authorities where the customer is: Not set. Ask your team lead',
    )
  })

  it('are five at most, with how many more there are and the way to them (R6)', () => {
    const [one] = example.authorities
    if (!one) throw new Error('The example lists no authority')
    const authorities = Array.from({ length: 8 }, (_, i) => ({ ...one, name: `Office ${i + 1}.` }))
    const all = words({ area: 'ZZ1' }, { authorities })
    expect(all).toContain('Office 5.')
    expect(all).not.toContain('Office 6.')
    expect(all).toContain('And 3 more. Open the whole list')
  })
})
