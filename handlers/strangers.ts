import type { PersonId } from '../src/case/people.ts'
import type { Fields } from '../src/slack/form-view.ts'
import type { FieldErrors, Values } from './form-values.ts'

/**
 * Words beside each field that names somebody whom Safehold does not answer: whoever is given a part in a case sees of it
 * and is told of it (F15).
 */
export const strangersIn = async <F extends Fields>(
  fields: F,
  values: Values<F>,
  find: { isColleague(person: PersonId): Promise<boolean> },
): Promise<FieldErrors> => {
  const errors: FieldErrors = {}
  for (const [name, field] of Object.entries(fields)) {
    const named = values[name]
    if (field.kind !== 'person' || field.anybody || typeof named !== 'string') continue
    if (!(await find.isColleague(named))) errors[name] = noColleague
  }
  return errors
}

const noColleague =
  'Choose a colleague with a full account: not a guest, an app, somebody of another organisation or an account that is switched off'
