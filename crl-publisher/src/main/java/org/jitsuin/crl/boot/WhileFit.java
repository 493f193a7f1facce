package org.jitsuin.crl.boot;

import org.jitsuin.base.readiness.SchemaWatch;

/**
 * Work that rests while this release cannot live with the schema of the database, or nobody could
 * look at it yet: what is read there may mean something else by now, and what is signed of it would
 * be false.
 */
record WhileFit(SchemaWatch schema, Runnable work) implements Runnable {
  @Override
  public void run() {
    if (!schema.isKnown()) {
      schema.run();
    }
    if (schema.problem().isEmpty()) {
      work.run();
    }
  }
}
