import type { z } from 'zod'
import { settingsSchema } from './schema.ts'

/** What an office sets besides the environment: pages, people, places. Pure data, read once at the start. */
export type Settings = z.output<typeof settingsSchema>

export type LinkName = keyof Settings['links']
export type Site = Settings['sites'][number]
export type District = Settings['districts'][number]
export type Authority = Settings['authorities'][number]

/** No file: everything is as delivered, and what is missing is shown as not set. */
export const nothingSet: Settings = settingsSchema.parse({})
