import { main } from '../../src/main.ts'
import { remoteKeys } from './remote-keys.ts'

// Safehold as it is started everywhere, but for its key-encryption keys: a service keeps them.
const [, , url = '', kekId = ''] = process.argv
process.exitCode = await main([], undefined, remoteKeys(url, kekId))
