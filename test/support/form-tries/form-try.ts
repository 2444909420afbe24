import type { CommandKind } from '../../../src/case/commands.ts'
import type { byHand } from '../case-by-hand.ts'
import type { PageByHand, Typed } from '../page-by-hand.ts'

/** What one form is tried with. The cases of a group are brought along by the driver; only the form is filled in by hand. */
export type FormTry = {
  by: string
  /** What is typed after /concern to open it, for a form that belongs to no case yet. */
  word?: string
  /** Does with the driver what comes before, and gives the reference of the case. */
  bring?: (group: Group) => Promise<string> | string
  answers: Typed | ((group: Group) => Typed)
  /** Fields whose options only the case knows: every box is ticked, or the first of the list chosen. */
  first?: readonly string[]
  /** An answer that cannot be, by field, with the words that then stand beside it. */
  wrong?: Readonly<Record<string, readonly [typed: string, says: string]>>
  /** Words of the result besides what the form says that it did. */
  says?: readonly string[]
}

/** In the order in which they are tried: a later one may go on with the case of an earlier one. */
export type FormTries = Readonly<Partial<Record<CommandKind | 'check_award', FormTry>>>

/** What the forms of a group share. */
export type Group = {
  hand: ReturnType<typeof byHand>
  /** The reference that this form was last tried on, or that its result named. */
  refOf: (form: string) => string
}

/** The names of the fields that have to be answered and are not, as the page shows them. */
export const emptyFields = (page: PageByHand): Promise<string[]> =>
  page.page
    .locator('dialog .field[data-block-id]')
    .filter({ hasNot: page.page.locator('.optional') })
    .evaluateAll(fields => {
      // Runs in the page, whose types this project does not have.
      type Node = {
        dataset: { blockId: string }
        querySelector(what: string): unknown
        querySelectorAll(what: string): Iterable<{ value: string }>
      }
      return (fields as unknown as Node[])
        .filter(field => {
          const ticks = field.querySelector('input[type=radio], input[type=checkbox]')
          if (ticks !== null) return field.querySelector('input:checked') === null
          return [...field.querySelectorAll('input, select, textarea')].every(({ value }) => value === '')
        })
        .map(field => field.dataset.blockId)
    })

/** The words beside each field that is not right, or above it where "Why?" stands with them, by its name. */
export const errorsBeside = async (page: PageByHand): Promise<Record<string, string>> => {
  const wordsIn = async (what: string, part: string): Promise<[id: string, words: string][]> =>
    Promise.all(
      (await page.page.locator(what).all()).map(async one => [
        (await one.getAttribute('data-block-id')) ?? '',
        (await one.locator(part).innerText()).replace(/^Error:\s*/, ''),
      ]),
    )
  const beside = await wordsIn('dialog .field.has-error[data-block-id]', '.error')
  const above = await wordsIn('dialog [data-block-id^="beside-"]', '.section-text')
  return Object.fromEntries([
    ...beside,
    ...above.map(([id, words]) => [
      id.replace(/^beside-(.*)-\d+$/, '$1'),
      words.replace(/^There is a problem\s+/, ''),
    ]),
  ])
}

/** Whether the words above a field, where there are any, are in sight and the keyboard is in that field. */
export const isAtProblem = (page: PageByHand): Promise<boolean> =>
  page.page.evaluate(() => {
    // Runs in the page, whose types this project does not have.
    const { document: shown } = globalThis as unknown as { document: PageDocument }
    const above = shown.querySelector('dialog [data-block-id^="beside-"]')
    const body = shown.querySelector('#modal-body')?.getBoundingClientRect()
    if (above === null || body === undefined) return true
    const { top, bottom } = above.getBoundingClientRect()
    const isInSight = top >= body.top - 1 && bottom <= body.bottom + 1
    return isInSight && above.nextElementSibling?.contains(shown.activeElement) === true
  })

type PageElement = {
  getBoundingClientRect(): { top: number; bottom: number }
  nextElementSibling: PageElement | null
  contains(other: PageElement | null): boolean
}
type PageDocument = { querySelector(what: string): PageElement | null; activeElement: PageElement | null }

/** All that is typed, ticked and chosen in the form on the screen. */
export const answersOn = (page: PageByHand): Promise<string[]> =>
  page.page.locator('dialog :is(input, select, textarea)').evaluateAll(controls =>
    // Runs in the page, whose types this project does not have.
    (controls as unknown as { value: string; checked?: boolean }[]).map(
      ({ value, checked }) => `${value} ${checked ?? ''}`,
    ),
  )
