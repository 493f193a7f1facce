package org.jitsuin.ca.store;

import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.testing.TestStack;

/** Transactions of the database's administrator that leave nothing behind. */
final class Undone {
  private static final Jdbi ADMIN = TestStack.shared().jdbi("admin");

  private Undone() {}

  /** Does something and rolls it back. */
  static void transaction(Consumer<Handle> work) {
    try (Handle handle = ADMIN.open()) {
      handle.begin();
      try {
        work.accept(handle);
      } finally {
        handle.rollback();
      }
    }
  }
}
