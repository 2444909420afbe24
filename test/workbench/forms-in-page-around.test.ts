import { aroundTries } from '../support/form-tries/around.ts'
import { tryFormsInPage } from '../support/form-tries/try-forms.ts'

tryFormsInPage('a form around any case, in the page', aroundTries)
