import { describe, expect, it } from 'vitest'
import { actionFor } from '../../src/case/notices/deadline.ts'
import { toldAt } from './ladder-page.ts'
import { samples } from './ladder-stories.ts'

/** The names that the guidance uses, and the product's own reference. The systems are named as such wherever they stand. */
const known = new Set(['SPOC', 'CEAST', 'ACSSL', 'DWP', 'VCC', 'VR', 'ME', 'ACS'])
const named = /the system (?:DISC|ATWIS)/g

/** Each alert of each kind of date, up to the leads and the morning after. */
const alerts = samples().flatMap(sample =>
  [1, 2, 3, 4, 5].flatMap(rung =>
    (toldAt(sample, rung)?.notices ?? []).map(({ text }) => ({ kind: sample.deadline.kind, text })),
  ),
)
const texts = (kind: string) => alerts.filter(one => one.kind === kind).map(({ text }) => text)

describe('the words of an alert', () => {
  it('are there for every kind of date', () => {
    expect([...new Set(alerts.map(({ kind }) => kind))].sort()).toEqual(Object.keys(actionFor).sort())
  })

  it.each(Object.keys(actionFor))(
    'about %s name the case once, before the step, and read as plain English',
    kind => {
      for (const text of texts(kind)) {
        const [said = ''] = text.split(' (')
        expect(said).toMatch(/\bfor ACS-\S+: \S|^For ACS-\S+ the time /i)
        // 'note on DISC on ACS-1': each part says one thing on something.
        for (const part of said.split(/[.,:;]/)) expect(part).not.toMatch(/\bon\b.*\bon\b/)
        expect(said).not.toMatch(/\bby-date\b|undefined|null|_/)
      }
    },
  )

  it.each(Object.keys(actionFor))('about %s have no abbreviation that the guidance does not use', kind => {
    for (const text of texts(kind)) {
      const besides = text.replaceAll(/ACS-\d{4}-\S+/g, 'ACS').replaceAll(named, '')
      const abbreviations = besides.match(/\b[A-Z]{2,}\b/g) ?? []
      expect(abbreviations.filter(word => !known.has(word))).toEqual([])
      // The codes of our own rules mean nothing to a reader.
      expect(text).not.toMatch(/\b[RFD]\d+[ab]?\b/)
    }
  })
})
