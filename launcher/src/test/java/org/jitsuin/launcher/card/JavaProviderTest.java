package org.jitsuin.launcher.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.util.Collections;
import org.jitsuin.card.state.KeyUse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Java's SunPKCS11 over OpenSC's module. */
@Tag("stack")
class JavaProviderTest {
  private static PcscStage stage;

  @TempDir private Path directory;

  @BeforeAll
  static void putUp() {
    stage = PcscStage.get();
  }

  @ParameterizedTest
  @CsvSource({"0, 1234, USER_IDENTIFICATION", "1, ABC123, SIGNATURE"})
  void sunPkcs11_eachKey_signs(int slot, String pin, KeyUse use)
      throws IOException, GeneralSecurityException {
    Path configuration =
        Files.writeString(
            directory.resolve("card.cfg"),
            "name = card%s%nlibrary = %s%nslotListIndex = %s%n"
                .formatted(slot, PcscStage.module(), slot));
    Provider provider = Security.getProvider("SunPKCS11").configure(configuration.toString());
    KeyStore store = KeyStore.getInstance("PKCS11", provider);
    store.load(null, pin.toCharArray());

    byte[] signature = null;
    for (String alias : Collections.list(store.aliases())) {
      if (store.getKey(alias, null) instanceof PrivateKey key) {
        assertThat(store.getCertificate(alias)).isEqualTo(stage.certificate(use));
        Signature signing = Signature.getInstance("SHA256withRSA", provider);
        signing.initSign(key);
        signing.update(new byte[] {4, 5});
        signature = signing.sign();
      }
    }

    Signature check = Signature.getInstance("SHA256withRSA");
    check.initVerify(stage.certificate(use).getPublicKey());
    check.update(new byte[] {4, 5});
    assertThat(check.verify(signature)).isTrue();
  }
}
