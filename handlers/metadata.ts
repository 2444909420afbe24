import { randomUUID } from 'node:crypto'
import { z } from 'zod'

const metadata = z.strictObject({
  caseId: z.uuid().optional(),
  /** How far the case had come when the form was opened. */
  substance: z.int().min(0).optional(),
  /** Made when the form is opened and kept as long as it is: the same form is recorded once. */
  nonce: z.uuid(),
  /** The id that the case will have, chosen when the raise form opens, so that "Yes, now" and "Send" meet in one case. */
  opensWith: z.uuid().optional(),
  /** What the form closes that could not be done. */
  trouble: z.uuid().optional(),
})

/** All that a view carries besides its fields: ids and a count, never content. */
export type Metadata = z.infer<typeof metadata>

/** Reads `private_metadata`. Throws when it is not ours. */
export const readMetadata = (text: string): Metadata => metadata.parse(JSON.parse(text))

/** The text for `private_metadata`. */
export const writeMetadata = (given: Metadata): string => JSON.stringify(metadata.parse(given))

/** The metadata of a form that is opened now. */
export const freshMetadata = (about: Omit<Metadata, 'nonce'> = {}): Metadata => ({
  ...about,
  nonce: randomUUID(),
})

const caseValue = z
  .string()
  .regex(/^[0-9a-f-]{36}\.\d{1,9}$/)
  .transform(value => {
    const [caseId = '', n = '0'] = value.split('.')
    return { caseId, n: Number(n) }
  })

/** What a button carries: `<caseId>.<substance>`, or `<caseId>.<page>`. Throws when it is not ours. */
export const readButtonValue = (value: string | undefined): { caseId: string; n: number } =>
  caseValue.parse(value)
