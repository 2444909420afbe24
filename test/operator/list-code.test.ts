import { describe, expect, it } from 'vitest'
import { listCode } from '../../src/operator/list-code.ts'

describe('the code of a list', () => {
  const list = ['ACS-2026-000001-K', 'ACS-2026-000002-L']

  it('says how many there are and is the same for the same lines in any order', () => {
    expect(listCode(list)).toMatch(/^2-[0-9a-f]{12}$/)
    expect(listCode(list.toReversed())).toBe(listCode(list))
  })

  it('is another as soon as one line is another, though there are as many', () => {
    const codes = [list, ['ACS-2026-000001-K', 'ACS-2026-000003-M'], [list.join('')], [list.join('","')], []]
    expect(new Set(codes.map(listCode)).size).toBe(codes.length)
  })
})
