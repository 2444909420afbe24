import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forms } from '../../handlers/forms.ts'
import { readableTextsOf, sightOf } from '../../src/case/readable-texts.ts'
import { stepsOf } from '../../src/case/steps.ts'
import { nothingSet } from '../../src/settings/settings.ts'
import { readSettings } from '../../src/settings/read-settings.ts'
import { acsslView } from '../../src/slack/views/acssl-view.ts'
import { adviceView } from '../../src/slack/views/advice-view.ts'
import { authoritiesView } from '../../src/slack/views/authorities-view.ts'
import { caseView } from '../../src/slack/views/case-view.ts'
import { contactsView } from '../../src/slack/views/contacts-view.ts'
import { helpView } from '../../src/slack/views/help-view.ts'
import { refusalView } from '../../src/slack/views/refusal-view.ts'
import { resultView } from '../../src/slack/views/result-view.ts'
import { strangeView, troubleView } from '../../src/slack/views/trouble-view.ts'
import { whyView } from '../../src/slack/views/why-view.ts'
import { busyCase, over, unusualCase, viewOf } from '../handlers/over-case.ts'
import { heldCase, people, releaseRequested, type Story, staff } from '../case/story.ts'
import { readSourceFiles } from '../support/source-files.ts'
import { hostileText, pings } from './hostile-text.ts'

/** In every text that is typed here, and nowhere in Safehold's own words. */
const mark = 'Zqtyped'
const now = '2026-12-02T10:00:00.000Z'
const today = '2026-12-02'
const example = readSettings('safehold.config.example.json')

const caseOf = (story: Story) => (text: string) =>
  caseView({
    case: story.c,
    linked: [],
    now,
    staff,
    sight: sightOf(story.c, people.ceastOne),
    steps: stepsOf(story.c),
    readable: readableTextsOf(story.c, people.ceastOne, story.events),
    opened: new Proxy({}, { get: () => text }),
    timeline: story.events,
    settings: nothingSet,
    page: 0,
  })

/** Each builder of a view that is handed something a person typed, given that text wherever it takes one. */
const withTyped: Record<string, readonly ((text: string) => unknown)[]> = {
  acsslView: [text => acsslView(example, text, today)],
  adviceView: [heldCase, busyCase].map(story => text => {
    const { c, events } = story()
    const opened = new Proxy({}, { get: () => text })
    return adviceView({ case: c, linked: [], record: events, opened, now, staff, page: 0 })
  }),
  authoritiesView: [text => authoritiesView(example, text, today)],
  caseView: [heldCase, busyCase, unusualCase, releaseRequested].map(story => caseOf(story())),
  contactsView: [text => contactsView(example, text, today)],
  helpView: [text => helpView({}, [{ quote: text }])],
  refusalView: [
    text =>
      refusalView({ refused: true, code: 'not_yet', what: 'Not yet.', rule: 'VR ¶7', youCan: ['wait'] }, [
        { label: 'You typed', text },
      ]),
  ],
  resultView: [
    text => resultView({ title: 'Done', done: 'Done.', ref: 'ACS-1', passages: [{ copy: text }] }),
  ],
  strangeView: [text => strangeView('form', {}, [{ label: 'You typed', text }])],
  troubleView: [text => troubleView('Safehold', 'BCDFGH', {}, [{ quote: text, label: 'You typed' }])],
  whyView: [text => whyView({ step: 'raise_concern' }, [{ quote: text }])],
}

/** Builders that are handed ids, dates, codes and figures alone. */
const withoutTyped = [
  'retentionView',
  'cannotCheckView',
  'checkView',
  'dueView',
  'guidanceView',
  'holdsView',
  'holidaysDecidedView',
  'holidaysView',
  'homeView',
  'howDateView',
  'loadingView',
  'mineView',
  'refusedHome',
  'reportView',
  'troubleClosedView',
  'troubleHome',
  'troubleListView',
  'workLogView',
]

/** Where a text with the mark stands, and what would be read in it. Empty when Slack shows it as it was typed. */
const harmIn = (value: unknown, place: readonly string[] = []): string[] => {
  if (typeof value === 'string') return value.includes(mark) ? [place.join('.')] : []
  if (Array.isArray(value)) return value.flatMap(item => harmIn(item, [...place, '[]']))
  if (typeof value !== 'object' || value === null) return []
  // The fields of a block that came from JSON-like data.
  const node = value as Record<string, unknown>
  const { type, text, ...rest } = node
  if (type === 'mrkdwn') {
    const words = String(text)
    const isFree = node['verbatim'] !== true || words.includes(mark)
    return isFree ? [`${place.join('.')}: mrkdwn`] : pingsOf(words, place)
  }
  if (type === 'plain_text') return node['emoji'] === false ? [] : [`${place.join('.')}: emoji`]
  // A piece of a text that is neither a link nor a mention.
  if (type === 'text') return harmIn(rest, place)
  if (type === 'plain_text_input' || type === 'rich_text_input') {
    const { initial_value: _kept, ...others } = rest
    return harmIn(others, place)
  }
  return Object.entries(node).flatMap(([key, item]) => harmIn(item, [...place, key]))
}

/** Links to an address of the settings are ours. */
const pingsOf = (words: string, place: readonly string[]): string[] =>
  pings(words.replace(/<https:\/\/[^<>|]+\|[^<>|]+>/g, '')) ? [`${place.join('.')}: ping`] : []

const more = [
  '<!subteam^S012345>',
  'https://example.org/a?b=c',
  'mailto:made.up@example.org',
  'javascript:alert(1)',
  '#general @channel @here',
  '+44 7700 900123',
  '_slanted_ ~struck~ ```block```',
  '\u2028\u2029\u0085',
  '\u2066hidden\u2069',
  ':boom:',
]
const typed = fc.oneof(
  hostileText.map(text => `${mark} ${text.slice(0, 4000)} ${mark}`),
  fc
    .array(fc.constantFrom(...more), { minLength: 1, maxLength: 12 })
    .map(parts => `${mark} ${parts.join(' ')}`),
)

describe('what a person typed', () => {
  it.each(Object.entries(withTyped))('pings, links and formats nothing in %s', (_name, builders) => {
    fc.assert(
      fc.property(typed, fc.constantFrom(...builders), (text, build) => {
        expect(harmIn(build(text))).toEqual([])
      }),
      { numRuns: 25 },
    )
  })

  it('is in the views that are looked through', () => {
    const empty = Object.entries(withTyped).filter(([, builders]) =>
      builders.some(build => !JSON.stringify(build(mark)).includes(mark)),
    )
    // What somebody looks for in a list is not repeated.
    expect(empty.map(([name]) => name)).toEqual(['acsslView', 'authoritiesView', 'contactsView'])
  })

  it('pings, links and formats nothing in any form, over any case', () => {
    const cases = [heldCase().c, busyCase().c, unusualCase().c, releaseRequested().c]
    fc.assert(
      fc.property(typed, fc.constantFrom(...forms), fc.constantFrom(...cases), (text, form, c) => {
        const o = over(c, text, people.ceastTwo)
        fc.pre(form.needs === 'nothing' || form.notNow(o) === undefined)
        const prefilled = form.needs === 'nothing' ? [form.view(meta(), text)] : []
        expect([viewOf(form, o), ...prefilled].flatMap(view => harmIn(view))).toEqual([])
      }),
      { numRuns: 120 },
    )
  })

  it('is looked for in every builder of a view that there is', () => {
    const built = readSourceFiles('src/slack/views').flatMap(({ code }) =>
      [...code.matchAll(/^export const (\w+)[^=]*= \([\s\S]*?\): (?:ModalView|HomeView) =>/gm)].map(
        ([, name]) => name ?? '',
      ),
    )
    expect([...Object.keys(withTyped), ...withoutTyped].sort()).toEqual(built.sort())
  })

  it.each([
    ['as mrkdwn', { type: 'mrkdwn', text: mark, verbatim: true }],
    ['with emoji', { type: 'plain_text', text: mark, emoji: true }],
    ['in a link', { type: 'link', url: `https://example.org/${mark}` }],
    ['as the value of a button', { type: 'button', action_id: 'x', value: mark }],
    ['in metadata', { type: 'modal', private_metadata: mark, blocks: [] }],
    ['as an open mention in our own words', { type: 'mrkdwn', text: '<!channel>', verbatim: true }],
    ['in words that Slack may still read', { type: 'mrkdwn', text: 'ours' }],
  ])('would be found %s', (_how, node) => {
    expect(harmIn({ blocks: [node] })).toHaveLength(1)
  })
})

const meta = () => ({ nonce: '0b9f6b0e-6c53-4c0b-8a39-5d2b8a3f0c11' })

describe('mrkdwn', () => {
  it('is made in one file, which escapes it', () => {
    const makers = readSourceFiles('src', 'handlers', 'jobs').filter(
      ({ path, code }) => !path.startsWith('src/workbench/') && /type:\s*['"]mrkdwn['"]/.test(code),
    )
    expect(makers.map(({ path }) => path)).toEqual(['src/slack/text.ts'])
  })

  it('is asked to be read as written wherever a message leaves', () => {
    const sent = readSourceFiles('src/slack', 'handlers', 'jobs').flatMap(({ path, code }) =>
      [...code.matchAll(/chat\.(postMessage|update|postEphemeral)\(([^)]*)\)/g)].map(([, name, words]) => ({
        path,
        name,
        isAsWritten: /asWritten|\bonce\b|parse: 'none', link_names: false/.test(words ?? ''),
      })),
    )
    expect(sent).toHaveLength(4)
    expect(sent.filter(({ isAsWritten }) => !isAsWritten)).toEqual([])
  })
})
