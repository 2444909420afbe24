/** What a look at something outside found: in a line what it is, and unless it is right how to fix it. */
export type Finding = { state: 'ok' | 'warn' | 'wrong'; what: string; fix?: string }

export const ok = (what: string): Finding => ({ state: 'ok', what })
export const warn = (what: string, fix: string): Finding => ({ state: 'warn', what, fix })
export const wrong = (what: string, fix: string): Finding => ({ state: 'wrong', what, fix })
