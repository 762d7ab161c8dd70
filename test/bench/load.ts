/** One turn of one of the people who take turns; resolves when it was answered. */
export type Player = { turn(): Promise<void> };

/** `count` turns one after the other; answers the milliseconds of each. */
export async function oneAtATime(players: readonly Player[], count: number): Promise<readonly number[]> {
  const times: number[] = [];
  for (let n = 0; n < count; n++) {
    const start = performance.now();
    await players[n % players.length]?.turn();
    times.push(performance.now() - start);
  }
  return times;
}

/** `count` turns, `width` of them at any moment; answers the milliseconds of the whole. Nobody has two at once. */
export async function together(
  players: readonly Player[],
  q: { readonly width: number; readonly count: number },
): Promise<number> {
  if (players.length < q.width)
    throw new Error(`${players.length} people can not take ${q.width} turns at once`);
  const waiting = [...players];
  let left = q.count;
  const start = performance.now();
  const work = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const player = waiting.shift();
      if (!player) throw new Error('unreachable: there are as many people as turns at once');
      await player.turn();
      waiting.push(player);
    }
  };
  await Promise.all(Array.from({ length: q.width }, work));
  return performance.now() - start;
}
