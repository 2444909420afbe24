import { manyChecksRestOn, manyChecksWords } from '../src/case/many-checks.ts'
import { standards } from '../src/rules/standards.ts'
import type { Store } from '../src/store/store.ts'

/** Tells the leads of people who check many awards within an hour, once per person and hour (F15). Stops nobody. */
export const tellOfManyChecks = async (
  store: Pick<Store, 'clockNow' | 'manyChecks' | 'tellOfChecks'>,
): Promise<void> => {
  const many = await store.manyChecks(standards.checksAnHour)
  if (many.length === 0) return
  const now = (await store.clockNow()).toISOString()
  for (const { person, checks } of many)
    await store.tellOfChecks(person, {
      text: manyChecksWords(person, checks, now),
      lines: [],
      restsOn: manyChecksRestOn,
    })
}
