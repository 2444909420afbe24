import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { serviceLine, type ServiceLineId, serviceLines } from '../../src/case/service-lines.ts'
import { dangerTold, ring999 } from '../../src/slack/danger-words.ts'
import { justCeast, type Phones, spocAndCeast } from '../../src/slack/phone-words.ts'
import { withNotice } from '../../src/slack/notice.ts'
import { isOvertakenUpdate, type Shown, updateView } from '../../src/slack/show.ts'
import type { Deps } from '../deps.ts'
import { anybody } from '../gate.ts'
import type { Asked } from '../handle.ts'
import { readMetadata } from '../metadata.ts'
import { logTrouble } from '../trouble.ts'
import { within } from '../within.ts'

/** How long the person is left with "we are telling them" before it says that it could not be confirmed. */
const tellWithinMs = 5000
const attempts = 3
const pauseMs = 250

/**
 * "Yes, now" was chosen: 999 stands above everything else at once and from memory, while the teams are told. Showing it
 * waits for no look-up and no database, and telling the teams does not wait for it to be shown (F12, ME ¶3).
 */
export const pressDanger = (deps: Deps) => async (asked: Asked) => {
  const { view, text } = asked
  if (text !== 'yes' || !view) return
  const line = chosenLine(view.state.values)
  const { sites, phones } = deps.settings
  const teamsWith = (numbers: Phones) =>
    serviceLine(line).hasSpoc ? spocAndCeast(numbers) : justCeast(numbers)
  const teams = teamsWith({})
  const withWords = (told: string) => withNotice(view, [...ring999(sites), { say: told }])

  const telling = tell(deps, asked, line)
  const first: Shown = await updateView(
    asked.client,
    { viewId: view.id, hash: view.hash },
    withWords(dangerTold.telling(teams)),
  )
  const told = await telling
  // With the hash: if the form was sent meanwhile, its result must not be replaced by the form again.
  await updateView(
    asked.client,
    first,
    withWords(told ? dangerTold.told(teams) : dangerTold.notTold(teams, teamsWith(phones))),
  ).catch((error: unknown) => {
    if (!isOvertakenUpdate(error)) throw error
  })
}

/** Whether it is certain that it was recorded, so that the teams are told. Never throws: the person must see 999. */
const tell = async ({ store, log }: Deps, { person, view }: Asked, line: ServiceLineId): Promise<boolean> => {
  try {
    const { opensWith } = readMetadata(view?.private_metadata ?? '')
    if (opensWith === undefined) throw new Error('The raise form was opened without a case id')
    const declare = () =>
      store.perform({
        // One form declares danger once, however often "Yes, now" is chosen in it.
        nonce: opensWith,
        opensWith,
        command: { kind: 'declare_danger', serviceLine: line },
        actor: anybody(person),
        texts: {},
      })
    const performed = await within(tellWithinMs, 'Declaring danger', untilItIsSaved(declare))
    return performed.kind === 'done'
  } catch (error) {
    logTrouble(log, error, { command: 'declare_danger' })
    return false
  }
}

/** Tries again while there is time: the nonce makes a second saving harmless, and a danger not told costs more than a wait. */
const untilItIsSaved = async <T>(save: () => Promise<T>): Promise<T> => {
  for (let left = attempts; ; left--) {
    try {
      return await save()
    } catch (error) {
      if (left <= 1) throw error
      await delay(pauseMs)
    }
  }
}

const lineIds = serviceLines.map(({ id }) => id)
const chosen = z.looseObject({
  serviceLine: z.record(
    z.string(),
    z.looseObject({ selected_option: z.looseObject({ value: z.enum(lineIds) }) }),
  ),
})

/** The benefit chosen in the form so far; not sure is CEAST's. */
const chosenLine = (values: unknown): ServiceLineId => {
  const read = chosen.safeParse(values)
  const [first] = read.success ? Object.values(read.data.serviceLine) : []
  return first?.selected_option.value ?? 'not_sure'
}
