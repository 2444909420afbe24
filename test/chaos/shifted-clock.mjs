// Loaded before Safehold by `node --import`: its clock is as far off as the chaos run says, and follows when the run
// moves on by days. Only PostgreSQL's clock may count.
const TrueDate = Date
let shiftMs = Number(process.env.CHAOS_SHIFT_MS ?? '0')

globalThis.Date = new Proxy(TrueDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [TrueDate.now() + shiftMs] : args, newTarget),
  apply: () => new TrueDate(TrueDate.now() + shiftMs).toString(),
  get: (target, name, receiver) =>
    name === 'now' ? () => TrueDate.now() + shiftMs : Reflect.get(target, name, receiver),
})

process.on('message', message => {
  if (typeof message?.shiftMs === 'number') shiftMs = message.shiftMs
})
// Whoever started it is gone: so is the world it belongs to.
process.on('disconnect', () => process.exit(1))
// Listening to the run must not keep Safehold from ending.
process.channel?.unref()
