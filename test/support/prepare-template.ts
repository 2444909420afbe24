/**
 * Fills the database that every `freshDatabase` is copied from: the place to run the migrations.
 * All connections to it must be closed when this resolves, or it cannot be copied.
 */
export async function prepareTemplate(_url: string): Promise<void> {}
