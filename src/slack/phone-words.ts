import type { Settings } from '../settings/settings.ts'

/** The telephone routes that do not depend on Safehold, as far as they are set (D22). */
export type Phones = Settings['phones']

/** 'the SPOC on 020 7946 0100 or CEAST', after "ring". */
export const spocOrCeast = (phones: Phones): string => `the SPOC${on(phones.spoc)} or ${justCeast(phones)}`

/** 'the SPOC on 020 7946 0100 and CEAST', after "ring". */
export const spocAndCeast = (phones: Phones): string => `the SPOC${on(phones.spoc)} and ${justCeast(phones)}`

/** 'CEAST on 020 7946 0200', after "ring". */
export const justCeast = ({ ceast }: Phones): string => `CEAST${on(ceast)}`

const on = (phone: string | undefined): string => (phone === undefined ? '' : ` on ${phone}`)
