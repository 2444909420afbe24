import { describe, expect, it } from 'vitest'
import { forms } from '../../handlers/forms.ts'
import { atEveryPlace, atOnePlaceEach, plays } from './plays.ts'
import { type AnyPoint, pointOf } from './points.ts'
import { type Died, isWhole } from './report.ts'

/** What every handler passes, or some of them. The rest of the points are for jobs. */
const points: readonly AnyPoint[] = [
  'before_read',
  'before_write',
  'committed',
  'before_add',
  'added',
  'before_view_log',
  'view_logged',
  'before_call',
  'call_taken',
  'call_answered',
]

const died: Died[] = []

describe('a bot that dies of a press, and the person presses again', () => {
  it.each(plays.map(play => [play.name, play] as const))(
    'has lost nothing, doubled nothing and told the person: %s (D22)',
    async (name, play) => {
      const transport = name === 'around' ? 'socket' : 'http'
      const played = await (isWhole ? atEveryPlace(play) : atOnePlaceEach(play, transport))
      died.push(...played.died)
      expect(played.wrong).toEqual([])
    },
    isWhole ? 3_600_000 : 300_000,
  )

  it('was killed in every form, and at every point that handlers have', () => {
    const killed = new Set(died.map(({ who }) => who))
    expect(forms.map(({ command }) => command).filter(form => !killed.has(form))).toEqual([])
    const at = new Set(died.map(({ place }) => pointOf(place)))
    expect(points.filter(point => !at.has(point))).toEqual([])
  })
})
