import { describe, expect, it } from 'vitest'
import { pressDanger } from '../../handlers/actions/danger.ts'
import type { Deps } from '../../handlers/deps.ts'
import type { Asked } from '../../handlers/handle.ts'
import { raiseConcern } from '../../handlers/views/raise-concern.ts'
import { nothingSet, type Settings } from '../../src/settings/settings.ts'
import type { PerformRequest } from '../../src/store/store.ts'
import { staff } from '../case/story.ts'
import { viewProblems } from '../../src/slack/block-kit/check.ts'
import { mrkdwnIn } from '../slack/hostile-text.ts'
import { fields } from './over-case.ts'

const opensWith = '0b9f6b0e-6c53-4c0b-8a39-5d2b8a3f0c12'
const form = raiseConcern.view({ nonce: '0b9f6b0e-6c53-4c0b-8a39-5d2b8a3f0c11', opensWith })

type Update = { view_id: string; hash?: string; view: { blocks: { block_id?: string }[] } }

const press = (
  perform: (request: PerformRequest) => Promise<unknown>,
  choice = 'yes',
  more: Partial<Settings> = {},
) => {
  const updates: Update[] = []
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const asked = {
    person: 'U1',
    text: choice,
    actionId: 'value',
    view: {
      ...form,
      id: 'V1',
      hash: 'h0',
      state: { values: { serviceLine: { value: { selected_option: { value: 'access_to_work' } } } } },
    },
    client: {
      views: {
        update: async (update: Update) => {
          updates.push(update)
          return { view: { id: 'V1', hash: `h${updates.length}` } }
        },
      },
    },
  }
  // Only what is used of the store, the gate and Slack's client.
  const deps = { store: { perform }, log, staff, settings: { ...nothingSet, ...more } } as unknown as Deps
  return { updates, pressed: pressDanger(deps)(asked as unknown as Asked) }
}

const wordsOf = (update: Update | undefined) => mrkdwnIn(update?.view).join('\n')

describe('"Yes, now" (F12, ME ¶3)', () => {
  it('shows 999 on top at once, although the database never answers', async () => {
    const { updates } = press(() => new Promise(() => undefined))
    await new Promise(resolve => setImmediate(resolve))
    expect(updates).toHaveLength(1)
    expect(mrkdwnIn(updates[0]?.view)[0]).toBe('*Ring 999 now.*')
    expect(wordsOf(updates[0])).toContain('This form does not call anyone.')
    expect(wordsOf(updates[0])).toContain('Six Point Plan')
    expect(wordsOf(updates[0])).toContain('We are telling the SPOC and CEAST now.')
  })

  it('says what to do without the plan where none is set, in these words (F12, R15, ME ¶9)', async () => {
    const { updates, pressed } = press(async () => ({ kind: 'done' }))
    await pressed
    expect(wordsOf(updates[0])).toContain(
      'Get a colleague or manager now. If life may be at risk ring 999. Do not search for the document.',
    )
    expect(wordsOf(updates[0])).not.toContain('https://')
  })

  it('links the plan of each site, five at most, and says where the rest are (R15, ME ¶9)', async () => {
    const sites = Array.from({ length: 7 }, (_, i) => ({
      name: `Site ${i + 1}`,
      sixPointPlan: `https://plans.example/${i + 1}`,
    }))
    const linksWith = async (set: Settings['sites']) => {
      const { updates, pressed } = press(async () => ({ kind: 'done' }), 'yes', { sites: set })
      await pressed
      expect(viewProblems(fields(updates.at(-1)?.view))).toEqual([])
      return mrkdwnIn(updates.at(-1)?.view)
    }
    const one = await linksWith([{ name: 'No plan' }, ...sites.slice(0, 1)])
    expect(one).toContain('<https://plans.example/1|Six Point Plan of Site 1>')
    expect(one.join()).not.toMatch(/more site|No plan/)
    expect(one.join()).toContain('Do not search for the document.')
    const all = await linksWith(sites)
    expect(all.filter(text => text.startsWith('<https://plans.example/'))).toHaveLength(5)
    expect(all).toContain('The plans of 2 more sites are under `/concern contacts`.')
  })

  it('keeps every field, so that Slack keeps what was typed', async () => {
    const { updates, pressed } = press(async () => ({ kind: 'done' }))
    await pressed
    const ids = (view: { blocks: { block_id?: string }[] }) =>
      view.blocks.map(block => block.block_id).filter(id => id !== undefined && !id.startsWith('notice-'))
    // A view of ours has block_ids where it has fields.
    for (const update of updates) expect(ids(update.view)).toEqual(ids(form as Update['view']))
  })

  it('says that the teams were told once it is recorded, with the case id that the form will use', async () => {
    const requests: PerformRequest[] = []
    const { updates, pressed } = press(async request => {
      requests.push(request)
      return { kind: 'done' }
    })
    await pressed
    expect(wordsOf(updates.at(-1))).toContain('We have told the SPOC and CEAST.')
    expect(updates.at(-1)?.hash).toBe('h1')
    expect(requests).toMatchObject([
      { opensWith, nonce: opensWith, command: { kind: 'declare_danger', serviceLine: 'access_to_work' } },
    ])
    expect(requests[0]?.actor.teams).toEqual([])
  })

  it('says whom to ring when it could not be recorded', async () => {
    const { updates, pressed } = press(() => Promise.reject(new Error('database down')))
    await pressed
    expect(mrkdwnIn(updates.at(-1)?.view)[0]).toBe('*Ring 999 now.*')
    expect(wordsOf(updates.at(-1))).toContain('After 999, ring the SPOC and CEAST: do not wait for Safehold')
    const set = press(() => Promise.reject(new Error('down')), 'yes', { phones: { spoc: '020 7946 0100' } })
    await set.pressed
    expect(wordsOf(set.updates.at(-1))).toContain('ring the SPOC on 020 7946 0100 and CEAST: do not wait')
  })

  it('is the only choice that does anything', async () => {
    for (const choice of ['no', 'not_sure']) {
      const { updates, pressed } = press(() => Promise.reject(new Error('not asked')), choice)
      await pressed
      expect(updates).toEqual([])
    }
  })
})
