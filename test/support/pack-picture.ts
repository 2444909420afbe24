import { chromium } from 'playwright-core'
import { textsOfEvent } from '../../src/case/event-texts.ts'
import { packPage } from '../../src/pack/pack.ts'
import { heldCase, people, staff } from '../case/story.ts'
import { chromiumPath } from './services.ts'

/** Takes the picture of the top of a pack, of a made-up case on hold. */
export const takePack = async (path: string): Promise<void> => {
  const story = heldCase()
  const ids = story.events.flatMap(event => textsOfEvent(event).map(({ text }) => text))
  const member = (person: string, team: 'spoc' | 'visiting') => ({ person, team, since: null, until: null })
  const page = packPage(
    {
      case: { ...story.c, ref: 'ACS-2026-000123-K' },
      events: story.events,
      linked: [],
      messages: [],
      views: [],
      inTeams: [member(people.spoc.id, 'spoc'), member(people.officer.id, 'visiting')],
      sizes: Object.fromEntries(ids.map(id => [id, 90])),
      chain: { ok: true, events: story.events.length, head: '77a99162aec22a86' },
    },
    staff,
  )
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] })
  try {
    const tab = await browser.newPage({ viewport: { width: 1180, height: 1400 } })
    await tab.setContent(page)
    await tab.screenshot({ path })
  } finally {
    await browser.close()
  }
  process.stdout.write(`${path}\n`)
}
