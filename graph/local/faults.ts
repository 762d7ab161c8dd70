import type { Fault } from './types.ts';

/** The faults that wait for a call. The first that fits is used, as often as it says. */
export type Faults = ReturnType<typeof faultList>;

export function faultList() {
  let waiting: { readonly fault: Fault; left: number }[] = [];
  return {
    add(...faults: readonly Fault[]): void {
      waiting.push(...faults.map((fault) => ({ fault, left: fault.times })));
    },
    clear(): void {
      waiting = [];
    },
    /** How many uses are left in all. */
    left: () => waiting.reduce((sum, { left }) => sum + left, 0),
    /** Uses up one fault for this call. */
    take(method: string, address: string): Fault['kind'] | null {
      const found = waiting.find(({ fault, left }) => left > 0 && fits(fault, method, address));
      if (found === undefined) return null;
      found.left -= 1;
      return found.fault.kind;
    },
  };
}

/** Calls by "METHOD template", such as `POST /users/{id}/events`, also those that failed. */
export type RequestCounts = ReturnType<typeof requestCounts>;

export function requestCounts() {
  let counts = new Map<string, number>();
  return {
    add(method: string, template: string): void {
      const name = `${method} ${template}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    },
    all: (): Readonly<Record<string, number>> => Object.fromEntries(counts),
    reset(): void {
      counts = new Map();
    },
  };
}

function fits(fault: Fault, method: string, address: string): boolean {
  const sameMethod = fault.method === undefined || fault.method.toUpperCase() === method;
  return sameMethod && (fault.path === undefined || address.includes(fault.path));
}
