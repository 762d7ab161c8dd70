import type { Install } from '../ports.ts';
import type { Pacer } from './pacer.ts';

/** Teams takes as many installations a second as messages, counted apart from those. */
export function pacedInstall(install: Install, pacer: Pacer): Install {
  return {
    ...install,
    async add(aadObjectId) {
      const permit = await pacer.take('broadcast');
      if (permit.kind === 'rest') return { kind: 'later', code: 'rest', afterMs: permit.afterMs };
      try {
        const answer = await install.add(aadObjectId);
        if (answer.kind === 'later') pacer.hold(answer.afterMs);
        return answer;
      } finally {
        permit.answered();
      }
    },
  };
}
