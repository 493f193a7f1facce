package org.jitsuin.launcher.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.profile.Pem;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.card.holder.CmsFile;
import org.jitsuin.card.holder.HolderFailure;
import org.jitsuin.card.holder.Pin;
import org.jitsuin.card.holder.PinOutcome;
import org.jitsuin.card.holder.SigningCard;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.launcher.holder.CardReaders;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The holder's client through PC/SC; OpenSSL verifies what it signed. */
@Tag("stack")
class HolderPcscTest {
  private static PcscStage stage;

  @TempDir private Path directory;

  @BeforeAll
  static void putUp() {
    stage = PcscStage.get();
  }

  @Test
  void sign_throughPcsc_isVerifiedByOpenssl() throws IOException {
    Path content = Files.writeString(directory.resolve("content"), "a document");
    Path authority =
        Files.writeString(
            directory.resolve("authority.pem"),
            Pem.certificate(SignedCertificate.der(stage.authority(KeyUse.SIGNATURE))));

    byte[] signature =
        CardReaders.withCard(
            Optional.of(stage.reader(PcscStage.CARD)),
            card -> {
              Pin pin = Pin.of(KeyUse.SIGNATURE, "ABC123".toCharArray());
              assertThat(card.verify(KeyUse.SIGNATURE, pin)).isEqualTo(new PinOutcome.Right());
              return CmsFile.sign(
                  "a document".getBytes(StandardCharsets.UTF_8),
                  SigningCard.of(card, KeyUse.SIGNATURE),
                  false,
                  Clocks.system().instant());
            });

    Path file = Files.write(directory.resolve("content.p7s"), signature);
    PcscStage.Result checked =
        PcscStage.run(
            "openssl",
            "cms",
            "-verify",
            "-binary",
            "-inform",
            "DER",
            "-in",
            file,
            "-content",
            content,
            "-CAfile",
            authority,
            "-purpose",
            "any",
            "-out",
            directory.resolve("back"));
    assertThat(checked.text()).contains("Verification successful");
  }

  @Test
  void withCard_afterwards_leavesNoPinVerified() {
    Optional<String> reader = Optional.of(stage.reader(PcscStage.CARD));
    CardReaders.withCard(
        reader,
        card -> card.verify(KeyUse.SIGNATURE, Pin.of(KeyUse.SIGNATURE, "ABC123".toCharArray())));

    assertThat(
            CardReaders.<Boolean>withCard(
                reader, card -> card.certificate(KeyUse.SIGNATURE).isPresent()))
        .isFalse();
  }

  @Test
  void withCard_severalOrNone_saysWhich() {
    assertThatThrownBy(() -> CardReaders.withCard(Optional.empty(), card -> card))
        .isInstanceOf(HolderFailure.class)
        .hasMessageContaining("--reader");
    assertThatThrownBy(() -> CardReaders.withCard(Optional.of("nowhere"), card -> card))
        .isInstanceOf(HolderFailure.class)
        .hasMessageContaining("No card was found");
  }
}
