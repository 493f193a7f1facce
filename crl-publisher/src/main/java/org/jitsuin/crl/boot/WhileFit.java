package org.jitsuin.crl.boot;

import org.jitsuin.base.readiness.SchemaWatch;

/**
 * Work that looks at the schema of the database before each round, and rests while this release
 * cannot live with it or it was never seen: what is read there may mean something else by now, and
 * what is signed of it would be false.
 */
record WhileFit(SchemaWatch schema, Runnable work) implements Runnable {
  @Override
  public void run() {
    try {
      schema.run();
    } catch (RuntimeException e) {
      if (!schema.isKnown()) {
        throw e;
      }
      // The work says by itself that the database is away.
    }
    if (schema.problem().isEmpty()) {
      work.run();
    }
  }
}
