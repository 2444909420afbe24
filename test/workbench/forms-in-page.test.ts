import { expect, it } from 'vitest'
import { checkAwardId } from '../../handlers/views/check-award.ts'
import { forms } from '../../handlers/forms.ts'
import { aroundTries } from '../support/form-tries/around.ts'
import { ceastTries } from '../support/form-tries/ceast.ts'
import { holdTries } from '../support/form-tries/hold.ts'
import { raisingTries } from '../support/form-tries/raising.ts'
import { visitingTries } from '../support/form-tries/visiting.ts'

it('every form there is has been tried by hand in the page, once', () => {
  const tried = [raisingTries, visitingTries, ceastTries, holdTries, aroundTries].flatMap(Object.keys)
  expect(tried.toSorted()).toEqual([...forms.map(({ command }) => command), checkAwardId].toSorted())
})
