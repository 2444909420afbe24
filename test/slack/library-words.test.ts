import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { libraryLogger } from '../../src/slack/client.ts'
import { slackCode } from '../../src/slack/error-classes.ts'
import { libraryWords } from '../../src/slack/library-words.ts'

const typed = 'Made Up Person'

/** Every message that a library's file logs as a warning or an error, up to the first part that is not constant. */
const messagesOf = (file: string): string[] =>
  [
    ...readFileSync(`node_modules/@slack/${file}`, 'utf8').matchAll(
      /logger\.(?:warn|error)\((['"`])((?:(?!\1|\$\{)[\s\S])+)/g,
    ),
  ].map(([, , words]) => words ?? '')

describe("what Slack's libraries say", () => {
  it.each([
    'socket-mode/dist/src/SlackWebSocket.js',
    'socket-mode/dist/src/SocketModeClient.js',
    'bolt/dist/receivers/HTTPReceiver.js',
    'bolt/dist/receivers/HTTPModuleFunctions.js',
    'bolt/dist/receivers/SocketModeFunctions.js',
  ])('is told by the constant words it begins with, all of them in %s', file => {
    const messages = messagesOf(file).filter(words => !/install|OAuth/.test(words))
    expect(messages.length).toBeGreaterThan(0)
    for (const words of messages) {
      const told = libraryWords(`${words}${typed}`)
      expect(words, `in ${file}`).toContain(told)
    }
  })

  it.each([
    [`http request failed: ${typed}`, 'http request failed'],
    [`Slack API error: ${typed}`, 'Slack API error'],
    [`${typed} is too long [json-pointer:/blocks/0]`, 'words that are left out'],
    [new TypeError(typed), expect.stringMatching(/^TypeError( at |$)/)],
    [{ text: typed }, 'words that are left out'],
  ])('is never told further: %s', (message, told) => {
    expect(libraryWords(message)).toEqual(told)
  })

  it('reaches the log as that, and the rest of what they hand over not at all', () => {
    const lines: object[] = []
    const note = (fields: object, message: string) => void lines.push({ ...fields, message })
    const log = libraryLogger({ warn: note, error: note })
    log.warn('http request failed', typed)
    log.error(new Error(typed), { text: typed })
    log.error(`[ERROR] ${typed}`)
    expect(lines).toHaveLength(3)
    expect(JSON.stringify(lines)).not.toContain(typed)
  })
})

describe('the code that Slack names', () => {
  it.each(['channel_not_found', 'ratelimited', 'restricted_action_read_only_channel'])('%s is kept', code => {
    expect(slackCode(code)).toBe(code)
  })
  it.each([`invalid_blocks: "${typed}"`, typed, 'qq123456c', 'QQ123456C', ''])('"%s" is no code', named => {
    expect(slackCode(named)).toBe('no_code')
  })
})
