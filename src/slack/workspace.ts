import type { WebClient } from '@slack/web-api'

/** The one workspace that this installation serves: the one its bot token belongs to. */
export type Workspace = { teamId: string; enterpriseId?: string }

/** Asks Slack whose token it is. Throws Slack's error; an answer without a workspace is a token of a whole organisation. */
export const workspaceOf = async (client: WebClient): Promise<Workspace | undefined> => {
  const { team_id: teamId, enterprise_id: enterpriseId, is_enterprise_install } = await client.auth.test()
  if (teamId === undefined || is_enterprise_install === true) return undefined
  return { teamId, ...(enterpriseId !== undefined && enterpriseId !== null && { enterpriseId }) }
}

/**
 * Whether all that a payload says of where it comes from is this workspace: where something was pressed, where that
 * person belongs, and where the view was made. One that says nothing of it is not.
 */
export const comesFrom = ({ teamId, enterpriseId }: Workspace, body: unknown): boolean => {
  const at = (...path: string[]): unknown => path.reduce(fieldOf, body)
  const isFact = at('type') === 'event_callback' && at('event', 'type') !== 'app_home_opened'
  // What Slack tells of a channel may be about people of others: it is looked into, and asks for nothing itself.
  const teams = told(
    isFact ? [at('context_team_id') ?? at('team_id')] : personal.map(path => at(...path.split('.'))),
  )
  const organisations = told([at('enterprise', 'id'), at('enterprise_id'), at('context_enterprise_id')])
  const isOfWhole = [at('is_enterprise_install'), ...allAt(at('authorizations'), 'is_enterprise_install')]
  return (
    teams.length > 0 &&
    teams.every(team => team === teamId) &&
    organisations.every(organisation => organisation === enterpriseId) &&
    isOfWhole.every(whole => whole !== true && whole !== 'true')
  )
}

/** Wherever Slack says of a command, a press, a form or App Home which workspace it, its person or its view belongs to. */
const personal = [
  'team.id',
  'team_id',
  'context_team_id',
  'user.team_id',
  'user_team',
  'view.team_id',
  'view.app_installed_team_id',
  'event.user_team',
  'event.source_team',
  'event.view.team_id',
  'event.view.app_installed_team_id',
] as const

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined

const allAt = (list: unknown, name: string): unknown[] =>
  Array.isArray(list) ? list.map(one => fieldOf(one, name)) : []

const told = (values: readonly unknown[]): unknown[] =>
  values.filter(value => value !== undefined && value !== null)
