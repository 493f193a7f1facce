package org.jitsuin.installation.setup;

import java.util.Locale;

/** The services as the database knows them; what each may do stands in {@code R__grants.sql}. */
public enum DatabaseUser {
  CA,
  OCSP,
  CRL;

  /** The name in settings, such as {@code jitsuin.db.ca.user}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name of the user in the database. */
  public String databaseName() {
    return "jitsuin_" + id();
  }
}
