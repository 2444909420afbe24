import { describe } from 'vitest'
import { visitingTries } from '../support/form-tries/visiting.ts'
import { tryFormsInPage } from '../support/form-tries/try-forms.ts'

describe('a form around the visits, in the page', () => {
  tryFormsInPage(visitingTries)
})
