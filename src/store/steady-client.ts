import { Client, type ClientConfig } from 'pg'

/**
 * A connection whose loss never ends the process. While nobody has one in hand its pool listens for errors; while
 * somebody has it and runs no statement at that moment, nobody would, and an error without a listener is fatal. Whoever
 * has it learns of the loss from the next statement.
 */
export class SteadyClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config)
    this.on('error', () => undefined)
  }
}
