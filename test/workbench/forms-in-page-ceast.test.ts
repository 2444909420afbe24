import { describe } from 'vitest'
import { ceastTries } from '../support/form-tries/ceast.ts'
import { tryFormsInPage } from '../support/form-tries/try-forms.ts'

describe('a form of CEAST, in the page', () => {
  tryFormsInPage(ceastTries)
})
