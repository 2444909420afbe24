import { describe, expect, it } from 'vitest'
import { callBackText } from '../../src/case/call-back-text.ts'

describe('the text to a customer who did not answer (VR ¶20)', () => {
  it('says who is calling and when they call back, and nothing of the case', () => {
    expect(callBackText).toContain('Customer Experience Advanced Support Team (CEAST)')
    expect(callBackText).toContain('half an hour')
    expect(callBackText).not.toMatch(/concern|Access to Work|award|visit|ACS-/i)
    expect(callBackText.length).toBeLessThanOrEqual(306)
  })
})
