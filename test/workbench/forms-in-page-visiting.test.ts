import { visitingTries } from '../support/form-tries/visiting.ts'
import { tryFormsInPage } from '../support/form-tries/try-forms.ts'

tryFormsInPage('a form around the visits, in the page', visitingTries)
