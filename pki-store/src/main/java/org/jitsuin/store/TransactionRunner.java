package org.jitsuin.store;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Opens transactions, as each service does in its own way. */
@FunctionalInterface
public interface TransactionRunner {
  /**
   * Does work in a transaction of its own.
   *
   * @throws org.jitsuin.base.Fault DATABASE_UNAVAILABLE, and what the service tells apart besides
   */
  <T> T run(Function<Handle, T> work);

  /** As {@link #run}, for work of which nothing comes back. */
  default void use(Consumer<Handle> work) {
    run(handle -> {
      work.accept(handle);
      return Optional.empty();
    });
  }
}
