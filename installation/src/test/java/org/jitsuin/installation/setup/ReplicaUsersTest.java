package org.jitsuin.installation.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplicaUsersTest {
  private final String sql =
      ReplicaUsers.sql(Map.of(DatabaseUser.OCSP, "hush", DatabaseUser.CRL, "hush too"));

  @Test
  void sql_letsEachRead_whatItReadsOfTheSchemaStatus() {
    assertThat(sql)
        .contains(
            "GRANT SELECT ON status.feed TO 'jitsuin_ocsp'@'%';",
            "GRANT SELECT (one, open) ON status.audit_head TO 'jitsuin_ocsp'@'%';",
            "GRANT SELECT ON status.signer_request TO 'jitsuin_ocsp'@'%';",
            "GRANT SELECT ON status.crl TO 'jitsuin_crl'@'%';");
  }

  @Test
  void sql_letsNobodyWrite_norReadAnythingElse() {
    assertThat(sql.lines().filter(line -> line.startsWith("GRANT")))
        .hasSizeGreaterThan(15)
        .allMatch(line -> line.matches("GRANT SELECT( \\([a-z, ]+\\))? ON status\\..*"));
    assertThat(sql).doesNotContain("jitsuin_ca", " audit.", " ca.");
  }

  @Test
  void sql_hasTheHashesOfPasswordsAlone() {
    assertThat(sql)
        .contains(PasswordHash.of("hush"), PasswordHash.of("hush too"))
        .doesNotContain("hush");
  }
}
