import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { z } from 'zod';

const FOLDER = new URL('../test/schemas/teams/', import.meta.url);
const FILES = {
  manifest: 'MicrosoftTeams.schema.json',
  localization: 'MicrosoftTeams.Localization.schema.json',
} as const;

/** Microsoft's schemas of the app package, v1.30. Answers a line for each thing that does not fit. */
export function schemaFaults(which: keyof typeof FILES, name: string, value: unknown): string[] {
  const validate = VALIDATE[which];
  return validate(value) ? [] : (validate.errors ?? []).map((error) => `${name}: ${told(error)}`);
}

/** Draft-04 by name, draft-07 by what it uses: test/schemas/teams/ORIGIN.md says why that is the same. */
function compiled(which: keyof typeof FILES): ValidateFunction {
  const text = readFileSync(new URL(FILES[which], FOLDER), 'utf8');
  const { $schema: _, ...schema } = z.looseObject({ $schema: z.string() }).parse(JSON.parse(text));
  // Words that ajv does not know are descriptions, not rules.
  const ajv = new Ajv({
    allErrors: true,
    strict: false,
    // Some patterns of the schemas are not valid in Unicode mode.
    unicodeRegExp: false,
    formats: { uri: (text: string) => URL.canParse(text) },
  });
  return ajv.compile(schema);
}

const VALIDATE = { manifest: compiled('manifest'), localization: compiled('localization') };

function told({ instancePath, message = 'does not fit', params }: ErrorObject): string {
  const which = 'additionalProperty' in params ? ` "${String(params.additionalProperty)}"` : '';
  return `${instancePath || 'the file'} ${message}${which}`;
}
