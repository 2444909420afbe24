import { holdTries } from '../support/form-tries/hold.ts'
import { tryFormsInPage } from '../support/form-tries/try-forms.ts'

tryFormsInPage('a form of the hold and its release, in the page', holdTries)
