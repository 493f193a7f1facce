package org.jitsuin.crl.plan;

import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.store.JdbiSetup;
import org.jitsuin.store.TransactionRunner;

/** The database with the status schema, as the user that may read it and keep CRLs there. */
public final class StatusDatabase implements TransactionRunner {
  private final Jdbi jdbi;

  /**
   * @param source hands out connections outside any transaction of the container
   */
  public StatusDatabase(DataSource source) {
    this.jdbi = JdbiSetup.over(source);
  }

  /**
   * Does something in a transaction of its own, which sees one state of the database throughout.
   *
   * @throws Fault DATABASE_UNAVAILABLE if the database does not do its part
   */
  @Override
  public <T> T run(Function<Handle, T> work) {
    try {
      return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, work::apply);
    } catch (JdbiException e) {
      throw new Fault(FaultCode.DATABASE_UNAVAILABLE, "the database failed: " + rootOf(e), e);
    }
  }

  private static String rootOf(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage();
  }
}
