import type { Response } from 'express';

/** Says what is wrong with a question, in words for who made it. */
export function refuse(res: Response, why: string): void {
  res.status(400).json({ error: why });
}
