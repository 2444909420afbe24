import { describe } from 'vitest'
import { holdTries } from '../support/form-tries/hold.ts'
import { tryFormsInPage } from '../support/form-tries/try-forms.ts'

describe('a form of the hold and its release, in the page', () => {
  tryFormsInPage(holdTries)
})
