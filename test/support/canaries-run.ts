import { main as runTests } from './run-tests.ts'

/** `npm run canaries`: types canaries everywhere, looks for them everywhere else, and writes docs/leaks.md. */
export const main = (): Promise<0 | 1> => {
  process.env['SAFEHOLD_LEAKS_PAGE'] = 'write'
  return runTests(['test/acceptance/leaks.test.ts'])
}
