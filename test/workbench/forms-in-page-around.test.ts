import { describe } from 'vitest'
import { aroundTries } from '../support/form-tries/around.ts'
import { tryFormsInPage } from '../support/form-tries/try-forms.ts'

describe('a form around any case, in the page', () => {
  tryFormsInPage(aroundTries)
})
