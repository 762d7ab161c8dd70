/** Runs once for all calls of a moment: several changes come together. */
export function soon(work: () => Promise<void>): () => void {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void work(), WAIT_MS);
  };
}

const WAIT_MS = 60;
