import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { clock } from '../../src/store/clock.ts'
import { teamMembers } from '../../src/store/team-members.ts'
import { type Parts, storeParts } from './parts.ts'

const hour = 3_600_000

describe('members of a team', () => {
  let parts: Parts
  beforeAll(async () => {
    parts = await storeParts()
  })
  afterAll(() => parts.close())
  beforeEach(() => parts.owner.query('delete from team_member'))

  it('those found at the first look have always been there', async () => {
    const team = teamMembers(parts)
    await team.rememberMembers('ceast', ['U1', 'U2'])
    expect(await team.inTeamFor('ceast', 'U1')).toBe(Infinity)
    await team.rememberMembers('ceast', ['U1', 'U2'])
    expect(await team.inTeamFor('ceast', 'U2')).toBe(Infinity)
  })

  it('somebody who is not in the team has been in it for no time', async () => {
    const team = teamMembers(parts)
    await team.rememberMembers('ceast', ['U1'])
    expect(await team.inTeamFor('ceast', 'U9')).toBe(0)
    expect(await team.inTeamFor('spoc', 'U1')).toBe(0)
  })

  it('a later joiner has been there since the look that found them (F3)', async () => {
    const team = teamMembers(parts)
    await team.rememberMembers('ceast', ['U1'])
    await team.rememberMembers('ceast', ['U1', 'U2'])
    await clock(parts).advanceClock(23 * hour)
    const age = await team.inTeamFor('ceast', 'U2')
    expect(age).toBeGreaterThanOrEqual(23 * hour)
    expect(age).toBeLessThan(23 * hour + 60_000)
  })

  it('a joiner of a channel that was found empty is not taken for an old member', async () => {
    const team = teamMembers(parts)
    await team.rememberMembers('ceast', [])
    await team.rememberMembers('ceast', ['U1'])
    expect(await team.inTeamFor('ceast', 'U1')).toBeLessThan(hour)
  })

  it('a leaver ends, and begins anew on coming back', async () => {
    const team = teamMembers(parts)
    await team.rememberMembers('ceast', ['U1', 'U2'])
    await team.rememberMembers('ceast', ['U2'])
    expect(await team.inTeamFor('ceast', 'U1')).toBe(0)
    await team.rememberMembers('ceast', ['U1', 'U2'])
    expect(await team.inTeamFor('ceast', 'U1')).toBeLessThan(hour)
    expect(await team.inTeamFor('ceast', 'U2')).toBe(Infinity)
  })

  it('one person is in a team once, however many look at the same time', async () => {
    const team = teamMembers(parts)
    await team.rememberMembers('ceast', ['U1'])
    await Promise.all(Array.from({ length: 10 }, () => team.rememberMembers('ceast', ['U1', 'U2', 'U3'])))
    const { rows } = await parts.owner.query(
      `select person from team_member where until is null and team = 'ceast' order by person`,
    )
    expect(rows.map(row => row.person)).toEqual(['U1', 'U2', 'U3'])
  })
})
