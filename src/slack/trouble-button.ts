import type { Press } from './passage.ts'

export const closeTroubleAction = 'do:close_trouble'

/** A button that opens the form in which a lead says what was done. `what`: the words it stands beside. */
export const closeTroubleButton = (id: string, what: string): Press => ({
  label: 'Close',
  action: closeTroubleAction,
  value: id,
  says: `Close: ${what}`,
})
