import type { TestTitle } from './test-titles.ts'

/** Where tests of the wire are. */
const files = /^test\/workbench\//

/** The tests whose title names this as a whole, such as a method or an event. */
export const testsNaming = (name: string, titles: readonly TestTitle[]): TestTitle[] => {
  const whole = new RegExp(`(?<![\\w.])${name.replaceAll('.', '\\.')}(?!\\.?\\w)`)
  return titles.filter(({ file, title }) => files.test(file) && whole.test(title))
}
