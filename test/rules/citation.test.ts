import { describe, expect, it } from 'vitest'
import { citationOf, paragraphsOf, withParagraph } from '../../src/rules/citation.ts'

describe('a rule as it is cited to a person', () => {
  it('keeps the paragraphs of the guidance and what is said beside them', () => {
    expect(citationOf('VR ¶11, ¶19')).toBe('VR ¶11, ¶19')
    expect(citationOf('VR ¶4; the date is a Safehold default')).toBe('VR ¶4; the date is a Safehold default')
  })

  it('has no codes of our own specification in it', () => {
    expect(citationOf('VR ¶17, F4')).toBe('VR ¶17')
    expect(citationOf('F3, Safehold default')).toBe('Safehold default')
    expect(citationOf('F3, D20')).toBe("Safehold's own rule, not DWP guidance")
    expect(paragraphsOf('F15')).toBeUndefined()
    expect(paragraphsOf('ME ¶5, R10')).toBe('ME ¶5')
  })

  it('stands after a sentence only where there is a paragraph', () => {
    expect(withParagraph('Enter a date', 'VR ¶7')).toBe('Enter a date (VR ¶7)')
    expect(withParagraph('Enter a date', 'F7')).toBe('Enter a date')
  })
})
