import { randomBytes } from 'node:crypto'

/** Who the made-up workspace and the app in it are, and the secrets they share. */
export type Identity = {
  readonly teamId: string
  readonly teamDomain: string
  readonly teamName: string
  readonly appId: string
  readonly appName: string
  readonly botId: string
  readonly botUserId: string
  readonly botToken: string
  readonly appToken: string
  readonly signingSecret: string
  readonly verificationToken: string
}

export type Secrets = Pick<Identity, 'botToken' | 'appToken' | 'signingSecret' | 'verificationToken'>

export function freshSecrets(): Secrets {
  return {
    botToken: `xoxb-workbench-${randomBytes(12).toString('hex')}`,
    appToken: `xapp-1-workbench-${randomBytes(12).toString('hex')}`,
    signingSecret: randomBytes(16).toString('hex'),
    verificationToken: randomBytes(12).toString('hex'),
  }
}

export function identityWith(secrets: Secrets): Identity {
  return {
    teamId: 'T0WORKBEN1',
    teamDomain: 'safehold-workbench',
    teamName: 'Safehold workbench',
    appId: 'A0SAFEHOLD',
    appName: 'Safehold',
    botId: 'B0SAFEHOLD',
    botUserId: 'U0SAFEHOLD',
    ...secrets,
  }
}
