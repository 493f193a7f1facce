package org.jitsuin.cluster.plan;

/**
 * Where files stand on the machines.
 *
 * @param databaseKeys the directory of the keys of a database node, a relay or a replica, on it
 * @param databaseAuthority the certificate of who certified these keys, on a server
 * @param administrator the file with the password of the database's administrator, on a server
 * @param home the file with the password of the responders' user in the authority's database, on a
 *     validation authority
 * @param superuser who is let into a database node through its socket, and copies it to others
 */
public record Places(
    String databaseKeys,
    String databaseAuthority,
    String administrator,
    String home,
    String superuser) {
  /** Those of Debian's packages. */
  public static final Places USUAL =
      new Places(
          "/etc/mysql/jitsuin",
          "/etc/jitsuin/db-ca.pem",
          "/etc/jitsuin/db-admin",
          "/etc/jitsuin/db-home",
          "mysql");
}
