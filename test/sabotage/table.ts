import type { Mutation } from './mutation.ts'
import { permissions } from './permissions.ts'

/** Every mutation. To add one: an entry in the file of its room; a new permission is here by itself. */
export const mutations: readonly Mutation[] = [...permissions()]
