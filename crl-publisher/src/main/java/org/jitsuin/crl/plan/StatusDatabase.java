package org.jitsuin.crl.plan;

import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.store.JdbiSetup;
import org.jitsuin.store.Retries;
import org.jitsuin.store.TransactionRunner;

/** The database with the status schema, as the user that may read it and keep CRLs there. */
public final class StatusDatabase implements TransactionRunner {
  private final Jdbi jdbi;

  /**
   * @param source hands out connections outside any transaction of the container
   */
  public StatusDatabase(DataSource source) {
    this((ConnectionFactory) source::getConnection);
  }

  /** As {@link #StatusDatabase(DataSource)}, over connections that are made otherwise. */
  public StatusDatabase(ConnectionFactory connections) {
    this.jdbi = JdbiSetup.over(connections);
  }

  /**
   * Does something in a transaction of its own, which sees one state of the database throughout;
   * again, where others were in the way. So it can be done again, also where it is said to have
   * failed and was done.
   *
   * @throws Fault DATABASE_UNAVAILABLE if the database does not do its part
   */
  @Override
  public <T> T run(Function<Handle, T> work) {
    Retries retries = new Retries();
    while (true) {
      try {
        return inTransaction(work);
      } catch (JdbiException e) {
        if (!retries.another(e)) {
          throw unavailable(e);
        }
      }
    }
  }

  /**
   * Does something that cannot be done again with what it has begun; otherwise as {@link #run}.
   *
   * @throws Fault DATABASE_UNAVAILABLE if the database does not do its part
   */
  public <T> T attempt(Function<Handle, T> work) {
    try {
      return inTransaction(work);
    } catch (JdbiException e) {
      throw unavailable(e);
    }
  }

  private <T> T inTransaction(Function<Handle, T> work) {
    return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, work::apply);
  }

  private static Fault unavailable(JdbiException thrown) {
    return new Fault(
        FaultCode.DATABASE_UNAVAILABLE, "the database failed: " + rootOf(thrown), thrown);
  }

  private static String rootOf(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage();
  }
}
