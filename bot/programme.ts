import { createInterface } from 'node:readline/promises';
import { environment } from './config.ts';
import { runProgramme } from './programme-command.ts';

process.exitCode = await runProgramme({
  args: process.argv.slice(2),
  env: environment,
  terminal: {
    say: (line) => void process.stdout.write(`${line}\n`),
    complain: (line) => void process.stderr.write(`${line}\n`),
    ask: process.stdin.isTTY ? ask : null,
  },
});

async function ask(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^(y|yes|j|ja)$/i.test((await lines.question(`${question} [y/n] `)).trim());
  } finally {
    lines.close();
  }
}
