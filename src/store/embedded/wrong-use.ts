/** An error that the operator can put right: wrong use or wrong set-up. `main` exits with its code. */
export type WrongUse = Error & { readonly exitCode: 2 }

/** Makes an error for the operator. The message says what is wrong, with which thing, and how to fix it. */
export function wrongUse(message: string, options?: ErrorOptions): WrongUse {
  return Object.assign(new Error(message, options), { exitCode: 2 as const })
}

/** Makes an error whose message is for the operator too, where nothing was used wrongly: `main` prints it and exits with 1. */
export const cannotStart = (message: string, options?: ErrorOptions): Error & { readonly exitCode: 1 } =>
  Object.assign(new Error(message, options), { exitCode: 1 as const })
