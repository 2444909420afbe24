import { ceast } from './catalogue/ceast.ts'
import { decisionsF1ToF9 } from './catalogue/decisions-f1-to-f9.ts'
import { decisionsF10ToF18 } from './catalogue/decisions-f10-to-f18.ts'
import { generalHandling } from './catalogue/general-handling.ts'
import { ineffectiveVisits } from './catalogue/ineffective-visits.ts'
import { readingsD1ToD11 } from './catalogue/readings-d1-to-d11.ts'
import { readingsD12ToD22 } from './catalogue/readings-d12-to-d22.ts'
import { seniorLeaders } from './catalogue/senior-leaders.ts'
import { visitingReferral } from './catalogue/visiting-referral.ts'
import type { Rule } from './rule.ts'

export type Section = { title: string; rules: readonly Rule[] }

/** Every rule by section: in the order of the guidance, then how Safehold reads it, then what Safehold decided. */
export const catalogue: readonly Section[] = [
  { title: 'General handling of a concern (ME ¶1 to ¶11)', rules: generalHandling },
  { title: 'Senior leaders (ME ¶12 to ¶15)', rules: seniorLeaders },
  { title: 'Visiting referral (VR ¶1 to ¶5)', rules: visitingReferral },
  { title: 'Ineffective visits (VR ¶6 to ¶11)', rules: ineffectiveVisits },
  { title: 'CEAST consideration (VR ¶12 to ¶23)', rules: ceast },
  {
    title: 'Readings, where the guidance leaves something open',
    rules: [...readingsD1ToD11, ...readingsD12ToD22],
  },
  { title: 'What Safehold decided', rules: [...decisionsF1ToF9, ...decisionsF10ToF18] },
]
