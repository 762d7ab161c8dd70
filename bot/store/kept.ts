import {
  type Compilable,
  type CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from 'kysely';
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

/**
 * A query that is built and compiled once and then asked with values only: for what every turn asks. Every call
 * gives the same names. `build` gets a place for each, and must not look at it: the text is the same for all
 * values, so no lists (but `any`), and no null where SQL wants `is`.
 */
export function kept<Values extends object, Row>(
  build: (db: Db, values: Values) => Compilable<Row> | RawBuilder<Row>,
): (values: Values) => CompiledQuery<Row> {
  let text: CompiledQuery<Row> | null = null;
  return (values) => {
    text ??= build(compiler, placesOf(values)).compile(compiler);
    return { ...text, parameters: text.parameters.map((value) => valueAt(value, values)) };
  };
}

/** Stands in a query where a value comes. */
class Place {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

function placesOf<Values extends object>(values: Values): Values {
  return Object.fromEntries(Object.keys(values).map((name) => [name, new Place(name)])) as Values;
}

function valueAt(parameter: unknown, values: object): unknown {
  return parameter instanceof Place ? Reflect.get(values, parameter.name) : parameter;
}

/** Makes text for either database, and runs nothing. */
const compiler = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});
