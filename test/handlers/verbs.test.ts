import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readVerb } from '../../handlers/commands/verbs.ts'
import { makeRef } from '../../src/case/ref.ts'

const ref = makeRef(2026, 123)

describe('/concern', () => {
  it.each([
    ['', { verb: 'raise' }],
    ['   ', { verb: 'raise' }],
    ['holds', { verb: 'holds' }],
    ['  MINE ', { verb: 'mine' }],
    ['due please', { verb: 'due' }],
    ['check', { verb: 'check' }],
    ['bring-in', { verb: 'bring-in' }],
    ['help', { verb: 'help' }],
    ['Guidance', { verb: 'guidance' }],
    ['contacts', { verb: 'contacts', wanted: '' }],
    ['contacts  Access to  Work ', { verb: 'contacts', wanted: 'Access to Work' }],
    ['ACSSL North', { verb: 'acssl', wanted: 'North' }],
    ['authorities LS1', { verb: 'authorities', wanted: 'LS1' }],
    ['acssl qq123456c', { verb: 'number_typed', wanted: 'check' }],
    ['trouble', { verb: 'trouble' }],
    ['retention', { verb: 'retention' }],
    ['worklog', { verb: 'worklog' }],
    ['reports', { verb: 'reports', days: 30 }],
    ['reports 90', { verb: 'reports', days: 90 }],
    ['reports 366', { verb: 'reports', days: 366 }],
    ['reports 367', { verb: 'no_such_days' }],
    ['reports 0', { verb: 'no_such_days' }],
    ['reports all', { verb: 'no_such_days' }],
    ['frobnicate', { verb: 'unknown' }],
    ['case', { verb: 'no_such_reference' }],
    ['case ACS-2026-000123-A', { verb: 'no_such_reference' }],
    [`case ${ref}`, { verb: 'case', ref }],
    [`CASE ${ref.toLowerCase().replaceAll('-', ' ')}`, { verb: 'case', ref }],
    [ref, { verb: 'case', ref }],
    ['check QQ 12 34 56 C', { verb: 'number_typed', wanted: 'check' }],
    ['qq123456c', { verb: 'number_typed', wanted: 'check' }],
    ['case QQ123456C', { verb: 'number_typed', wanted: 'check' }],
  ])('followed by "%s"', (text, expected) => {
    expect(readVerb(text)).toEqual(expected)
  })

  it('a number that was typed is in no answer (F6)', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const read = readVerb(`${before} QQ 12 34 56 C ${after}`)
        expect(JSON.stringify(read)).not.toContain('34')
      }),
    )
  })

  it('understands anything somehow', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(readVerb(text).verb).toBeTypeOf('string')
      }),
    )
  })
})
