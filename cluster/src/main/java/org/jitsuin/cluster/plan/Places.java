package org.jitsuin.cluster.plan;

/**
 * Where files stand on the machines.
 *
 * @param databaseKeys the directory of the keys of a database node, on it
 * @param databaseAuthority the certificate of who certified these keys, on a server
 * @param administrator the file with the password of the database's administrator, on a server
 * @param superuser who is let into a database node through its socket, and copies it to others
 */
public record Places(
    String databaseKeys, String databaseAuthority, String administrator, String superuser) {
  /** Those of Debian's packages. */
  public static final Places USUAL =
      new Places("/etc/mysql/jitsuin", "/etc/jitsuin/db-ca.pem", "/etc/jitsuin/db-admin", "mysql");
}
