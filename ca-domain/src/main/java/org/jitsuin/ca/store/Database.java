package org.jitsuin.ca.store;

import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.store.JdbiSetup;

/** Opens the authority's own database. */
public final class Database {
  private Database() {}

  /** Opens it over that data source. */
  public static Jdbi open(DataSource source) {
    return JdbiSetup.over(source);
  }
}
