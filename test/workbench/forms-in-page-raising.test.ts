import { describe } from 'vitest'
import { raisingTries } from '../support/form-tries/raising.ts'
import { tryFormsInPage } from '../support/form-tries/try-forms.ts'

describe('a form of raising a concern, in the page', () => {
  tryFormsInPage(raisingTries)
})
