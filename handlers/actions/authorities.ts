import { z } from 'zod'
import { localDateOf } from '../../src/calendar/london.ts'
import { anyNation } from '../../src/slack/authority-words.ts'
import { authoritiesView } from '../../src/slack/views/authorities-view.ts'
import type { Deps } from '../deps.ts'
import type { Asked } from '../handle.ts'
import { pressStrange } from '../strange.ts'

const value = z.enum(['england-and-wales', 'scotland', 'northern-ireland', anyNation])

/** The whole list of authorities, of a nation where it is known, over whatever form or case it was asked for from (ME ¶3). */
export const pressAuthorities =
  (deps: Deps) =>
  (asked: Asked): Promise<void> => {
    const read = value.safeParse(asked.text)
    if (!read.success) return pressStrange(deps)(asked)
    // By this computer's clock: what is set in a file is shown without the database.
    const today = localDateOf(new Date().toISOString())
    const nation = read.data === anyNation ? undefined : read.data
    return asked.screen.explain(authoritiesView(deps.settings, '', today, nation))
  }
