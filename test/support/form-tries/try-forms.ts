import { afterAll, beforeAll, expect } from 'vitest'
import { forms } from '../../../handlers/forms.ts'
import { byHand } from '../case-by-hand.ts'
import { openPage, type PageByHand } from '../page-by-hand.ts'
import { type Running, startSafehold } from '../safehold.ts'
import { chromiumTest } from '../services.ts'
import {
  answersOn,
  emptyFields,
  errorsBeside,
  isAtProblem,
  type FormTries,
  type FormTry,
  type Group,
} from './form-try.ts'

/** The form of "Check an award" changes no case, so it is not in the table of the forms. */
const wordsOf = (form: string): { title: string; done: string } =>
  forms.find(({ command }) => command === form) ?? { title: 'Check an award', done: '' }

const soon = { timeout: 10_000 }

/**
 * Tries each form of a group in a real browser: opens it, sends it empty, sends it wrong (and
 * finds all that was typed), and sends it right.
 */
export const tryFormsInPage = (tries: FormTries): void => {
  let safehold: Running
  let page: PageByHand
  const refs: Record<string, string> = {}
  let group: Group

  beforeAll(async () => {
    safehold = await startSafehold()
    const hand = byHand(safehold.workbench, 'case')
    group = { hand, refOf: form => refs[form] ?? '' }
    page = await openPage(safehold.workbench.url)
  })
  afterAll(async () => {
    await page?.stop()
    await safehold?.stop()
  })

  const open = async (form: string, { by, word, bring }: FormTry): Promise<void> => {
    const ref = await bring?.(group)
    if (ref !== undefined) refs[form] = ref
    // Whatever an earlier form left open.
    await page.close()
    await page.become(by)
    await page.say(`/concern ${word ?? `case ${ref}`}`)
    if (word === undefined) await page.pressInModal(`do:${form}`)
    await page.form(wordsOf(form).title)
  }

  const submit = () => page.page.getByTestId('modal-submit').click()

  chromiumTest.for(Object.entries(tries))(
    '%s opens, names what is missing beside its fields, and is taken once it is right',
    { timeout: 60_000 },
    async ([form, one]) => {
      await open(form, one)
      const empty = await emptyFields(page)
      if (empty.length > 0) {
        await submit()
        await expect.poll(async () => Object.keys(await errorsBeside(page)), soon).toEqual(empty)
      }
      const answers = typeof one.answers === 'function' ? one.answers(group) : one.answers
      await page.fill(answers)
      for (const field of one.first ?? []) await page.tickAll(field)
      if (one.wrong !== undefined) {
        const wrong = Object.entries(one.wrong)
        await page.fill(Object.fromEntries(wrong.map(([field, [typed]]) => [field, typed])))
        const typedIn = await answersOn(page)
        await submit()
        const expected = Object.fromEntries(wrong.map(([field, [, says]]) => [field, says]))
        await expect.poll(() => errorsBeside(page), soon).toEqual(expected)
        expect(await answersOn(page)).toEqual(typedIn)
        await expect.poll(() => isAtProblem(page), soon).toBe(true)
        const typed = wrong.filter(([field]) => !(field in answers)).map(([field]) => [field, ''])
        await page.fill({ ...Object.fromEntries(typed), ...answers })
      }
      const words = await page.send()
      expect(words).toContain(wordsOf(form).done)
      for (const said of one.says ?? []) expect(words).toContain(said)
      refs[form] ??= /ACS-\d{4}-\d{6}-[A-Z]/.exec(words)?.[0] ?? ''
      await page.close()
    },
  )
}
