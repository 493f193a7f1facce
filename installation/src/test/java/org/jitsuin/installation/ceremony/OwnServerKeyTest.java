package org.jitsuin.installation.ceremony;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnServerKeyTest {
  private static final Instant NOW = Instant.parse("2026-04-01T00:00:00Z");

  @TempDir private Path home;

  private OwnServerKey key() {
    return new OwnServerKey(home, List.of("localhost", "127.0.0.1", "va.example"));
  }

  private X509Certificate certificate() throws Exception {
    ServerKeyStore store = new ServerKeyStore(home);
    return (X509Certificate)
        KeyStore.getInstance(store.file().toFile(), store.password().toCharArray())
            .getCertificate("server");
  }

  private X509Certificate trusted() throws Exception {
    KeyStore store =
        KeyStore.getInstance(
            home.resolve("tls/staff.p12").toFile(), StaffFiles.DEVELOPMENT_PASSWORD.toCharArray());
    return (X509Certificate) store.getCertificate("staff-authority");
  }

  @Test
  void prepare_nothingThere_makesACertificateOfItsOwnForAllNames() throws Exception {
    key().prepare(NOW);

    X509Certificate made = certificate();
    made.verify(made.getPublicKey());
    assertThat(made.getSubjectAlternativeNames())
        .extracting(name -> String.valueOf(name.get(1)))
        .containsExactly("localhost", "127.0.0.1", "va.example");
  }

  @Test
  void prepare_again_keepsItUntilItEndsSoon() throws Exception {
    key().prepare(NOW);
    X509Certificate first = certificate();
    key().prepare(NOW.plus(Duration.ofDays(700)));
    assertThat(certificate()).isEqualTo(first);
    key().prepare(NOW.plus(Duration.ofDays(800)));
    assertThat(certificate()).isNotEqualTo(first);
  }

  @Test
  void trust_noStaffAuthorityHere_letsInNobodyElse() throws Exception {
    key().prepare(NOW);
    key().trust();
    assertThat(trusted()).isEqualTo(certificate());
  }

  @Test
  void trust_staffAuthorityBrought_isTheOne() throws Exception {
    key().prepare(NOW);
    Files.copy(home.resolve("ca/tls.pem"), home.resolve("ca/staff.pem"));
    X509Certificate brought = certificate();
    key().prepare(NOW.plus(Duration.ofDays(800)));
    key().trust();
    assertThat(trusted()).isEqualTo(brought).isNotEqualTo(certificate());
  }
}
