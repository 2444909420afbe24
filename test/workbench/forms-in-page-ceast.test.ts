import { ceastTries } from '../support/form-tries/ceast.ts'
import { tryFormsInPage } from '../support/form-tries/try-forms.ts'

tryFormsInPage('a form of CEAST, in the page', ceastTries)
