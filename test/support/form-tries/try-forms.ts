import { afterAll, beforeAll, describe, expect } from 'vitest'
import { forms } from '../../../handlers/forms.ts'
import { byHand } from '../case-by-hand.ts'
import { openPage, type PageByHand } from '../page-by-hand.ts'
import { type Running, startSafehold } from '../safehold.ts'
import { chromiumTest } from '../services.ts'
import { emptyFields, errorsBeside, type FormTries, type FormTry, type Group } from './form-try.ts'

/** The form of "Check an award" changes no case, so it is not in the table of the forms. */
const wordsOf = (form: string): { title: string; done: string } =>
  forms.find(({ command }) => command === form) ?? { title: 'Check an award', done: '' }

/** Looks at what is on the screen, for whoever wants to see it. */
type Look = (what: string) => Promise<void>

const LOOK: Look = async what => {
  const d = process.env['LOOK']
  if (d === undefined) return
  await PAGE?.page.setViewportSize({ width: 760, height: 2300 })
  await PAGE?.page.locator('dialog').screenshot({ path: `${d}/${what}.png` })
}
let PAGE: PageByHand | undefined
/** Tries each form of a group in a real browser: opens it, sends it empty, sends it wrong, and sends it right. */
export const tryFormsInPage = (what: string, tries: FormTries, look: Look = LOOK): void => {
  describe(what, () => {
    let safehold: Running
    let page: PageByHand
    const refs: Record<string, string> = {}
    let group: Group

    beforeAll(async () => {
      safehold = await startSafehold()
      const hand = byHand(safehold.workbench, 'case')
      group = { hand, refOf: form => refs[form] ?? '' }
      page = await openPage(safehold.workbench.url)
      PAGE = page
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
      async ([form, one]) => {
        await open(form, one)
        await look(`${form}-1-open`)
        const empty = await emptyFields(page)
        if (empty.length > 0) {
          await submit()
          await expect.poll(async () => Object.keys(await errorsBeside(page))).toEqual(empty)
          await look(`${form}-2-empty`)
        }
        const answers = typeof one.answers === 'function' ? one.answers(group) : one.answers
        await page.fill(answers)
        for (const field of one.first ?? []) await page.tickAll(field)
        if (one.wrong !== undefined) {
          const wrong = Object.entries(one.wrong)
          await page.fill(Object.fromEntries(wrong.map(([field, [typed]]) => [field, typed])))
          await submit()
          const expected = Object.fromEntries(wrong.map(([field, [, says]]) => [field, says]))
          await expect.poll(() => errorsBeside(page)).toEqual(expected)
          await look(`${form}-3-wrong`)
          const typed = wrong.filter(([field]) => !(field in answers)).map(([field]) => [field, ''])
          await page.fill({ ...Object.fromEntries(typed), ...answers })
        }
        const words = await page.send()
        await look(`${form}-4-sent`)
        expect(words).toContain(wordsOf(form).done)
        for (const said of one.says ?? []) expect(words).toContain(said)
        refs[form] ??= /ACS-\d{4}-\d{6}-[A-Z]/.exec(words)?.[0] ?? ''
        await page.close()
      },
    )
  })
}
