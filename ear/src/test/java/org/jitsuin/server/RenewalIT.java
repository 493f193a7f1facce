package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.keys.KeyStoreEnd;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.installation.ceremony.ServerKeyStore;
import org.jitsuin.launcher.server.Health;
import org.jitsuin.launcher.startup.CeremonyOrder.Renewal;
import org.jitsuin.launcher.startup.KeyCeremony;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Renews certificates of TLS and of staff beside a server that runs. */
@Tag("deployed")
class RenewalIT extends DeployedServerTest {
  private static final String ENTRIES = "/audit/entries?limit=1";

  private final List<String> steps = new ArrayList<>();
  private final KeyCeremony ceremony =
      new KeyCeremony(
          installation(), ServerUnderTest.installation().custody(), Clocks.system(), steps::add);

  @Test
  void staff_renewed_comesInWithTheNewCredentialAndTheOldOne() throws Exception {
    StaffClient before = StaffClient.of(installation(), "auditor");
    byte[] old = Files.readAllBytes(installation().staff().resolve("auditor.pem"));

    ceremony.renew(new Renewal.Staff(List.of("auditor"), Optional.empty()));

    assertThat(steps).singleElement().asString().startsWith("auditor is valid until 2");
    assertThat(Files.readAllBytes(installation().staff().resolve("auditor.pem"))).isNotEqualTo(old);
    assertThat(StaffClient.of(installation(), "auditor").get(ENTRIES).status()).isEqualTo(200);
    assertThat(before.get(ENTRIES).status()).isEqualTo(200);
  }

  @Test
  void tls_renewed_isInTheKeyStoreForTheNextStart() throws Exception {
    Path store = installation().tlsKeyStore();
    byte[] old = Files.readAllBytes(store);

    ceremony.renew(new Renewal.Server());

    assertThat(Files.readAllBytes(store)).isNotEqualTo(old);
    String password = new ServerKeyStore(installation().home()).password();
    assertThat(password).isNotEqualTo("changeit");
    assertThat(KeyStoreEnd.of(store, password.toCharArray())).isPresent();
    assertThat(steps)
        .singleElement()
        .asString()
        .startsWith("TLS for localhost, 127.0.0.1 is valid");
    assertThat(ServerUnderTest.installation().server().health()).isInstanceOf(Health.Ready.class);
  }
}
