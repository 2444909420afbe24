import fc from 'fast-check'

const nasty = [
  '<!channel>',
  '<!here|here>',
  '<@U1>',
  '<@U0ABC123>',
  '<#C1>',
  '<#C0ABC1234>',
  '<https://example.org|link>',
  '*bold*',
  '`code`',
  '&lt;!channel&gt;',
  '\u202egnirts\u202c',
  '\u200b\u2060\ufeff',
  '\ud800',
  '\udc00x\ud83d',
  '\u0000\u0007',
  '\r\n',
  '👩‍👩‍👧‍👦',
  ':smile:',
]

/** Whatever a person may type: pings, formats, bidirectional and zero-width characters, halves of characters, and length. */
export const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: 'grapheme', maxLength: 20 })), {
      maxLength: 30,
    })
    .map(parts => parts.join('')),
  fc
    .tuple(fc.constantFrom(...nasty, 'word ', 'x', ' ', '\n'), fc.integer({ min: 1, max: 100_000 }))
    .map(([part, length]) => part.repeat(Math.ceil(length / part.length)).slice(0, length)),
)

/** Every mrkdwn text in a piece of a view or message: the only place where Slack reads mentions and formats. */
export const mrkdwnIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(mrkdwnIn)
  if (typeof value !== 'object' || value === null) return []
  const own = 'type' in value && value.type === 'mrkdwn' && 'text' in value ? [String(value.text)] : []
  return [...own, ...Object.values(value).flatMap(mrkdwnIn)]
}

/** Every plain and rich text in it, in order. */
export const plainIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(plainIn)
  if (typeof value !== 'object' || value === null) return []
  const isPlain = 'type' in value && (value.type === 'plain_text' || value.type === 'text') && 'text' in value
  return isPlain ? [String(value.text)] : Object.values(value).flatMap(plainIn)
}

/** What could ping, link or be read as an entity: an angle bracket that is not one of our own mentions. */
export const pings = (text: string): boolean =>
  /[<>]/.test(text.replace(/<(@[UW][A-Z0-9]{2,20}|#[CG][A-Z0-9]{6,20})>/g, ''))
