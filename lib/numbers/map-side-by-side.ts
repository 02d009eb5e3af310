/** Maps in order, with at most `width` at work at a time. Rejects with the first failure. */
export async function mapSideBySide<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const done: R[] = [];
  const queue = items.entries();
  const lanes = Array.from({ length: Math.min(width, items.length) }, async () => {
    for (const [index, item] of queue) done[index] = await work(item);
  });
  await Promise.all(lanes);
  return done;
}
