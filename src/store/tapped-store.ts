import { between, type Tap } from '../tap.ts'
import type { Claimed } from './claim.ts'
import type { Store } from './store.ts'

/** The store with a tap around everything that it records besides decisions, which are tapped inside. */
export const tappedStore = (store: Store, tap: Tap): Store => ({
  ...store,
  claimDeliveries: async limit => {
    tap('before_claim', 'messages')
    const claimed = await store.claimDeliveries(limit)
    for (const kind of new Set(claimed.map(kindOf))) tap('claimed', kind)
    return claimed
  },
  settleDelivery: (claimed, result) =>
    between(tap, ['before_settle', 'settled'], `${kindOf(claimed)} ${result.kind}`, () =>
      store.settleDelivery(claimed, result),
    ),
  closeMorningList: (team, day, message) =>
    between(tap, ['before_list', 'listed'], 'morning', () => store.closeMorningList(team, day, message)),
  tellOfChecks: (person, message) =>
    between(tap, ['before_list', 'listed'], 'checks', () => store.tellOfChecks(person, message)),
  logView: view => between(tap, ['before_view_log', 'view_logged'], view.what, () => store.logView(view)),
})

const kindOf = (claimed: Claimed): string =>
  claimed.kind === 'alert' && 'lines' in claimed.data ? 'list' : claimed.kind
