package org.jitsuin.launcher.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SoftwareKey;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.installation.setup.SoftHsm;
import org.jitsuin.launcher.custody.Custody;
import org.jitsuin.launcher.custody.SharePrompt;
import org.jitsuin.launcher.custody.Shares;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.terminal.Terminal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused; that a copy works is shown by dry runs. */
@Tag("stack")
class TokenBackupTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Map<String, Bytes> FILES =
      Map.of(
          "tokens/a/token.object", Bytes.of(new byte[] {1, 2, 3}),
          "keys.properties", Bytes.of(new byte[0]));

  @TempDir private Path home;

  private static char[] password(String text) {
    return text.toCharArray();
  }

  @Test
  void open_rightPassword_givesTheFilesAndNoOtherDoes() {
    byte[] sealed = SealedFiles.seal(FILES, password("correct horse"), RANDOM);

    assertThat(SealedFiles.open(sealed, password("correct horse"))).isEqualTo(FILES);
    assertThatThrownBy(() -> SealedFiles.open(sealed, password("correct hOrse")))
        .isInstanceOf(SetupFailure.class)
        .hasMessageContaining("the password is another one");
  }

  @Test
  void open_anyChangedOctet_isFound() {
    byte[] sealed = SealedFiles.seal(FILES, password("correct horse"), RANDOM);
    for (int place : new int[] {sealed.length - 1, sealed.length - 40, sealed.length / 2, 5}) {
      byte[] changed = sealed.clone();
      changed[place] ^= 1;
      assertThatThrownBy(() -> SealedFiles.open(changed, password("correct horse")))
          .as("octet %d of %d", place, sealed.length)
          .isInstanceOf(SetupFailure.class);
    }
    assertThatThrownBy(() -> SealedFiles.open(new byte[] {0x30, 0}, password("correct horse")))
        .isInstanceOf(SetupFailure.class);
  }

  @Test
  void write_nameOutsideOfTheTokens_isRefused() {
    SoftHsm softHsm = new SoftHsm(home.resolve("tokens"));
    Map<String, Bytes> hostile = Map.of("tokens/../../../outside", Bytes.of(new byte[1]));

    assertThatThrownBy(() -> TokenFiles.write(softHsm, hostile))
        .isInstanceOf(SetupFailure.class)
        .hasMessageContaining("outside");
    assertThat(home.resolve("outside")).doesNotExist();
    assertThat(TokenFiles.there(softHsm)).isFalse();
  }

  @Test
  void write_files_areThereAgain() {
    SoftHsm softHsm = new SoftHsm(home.resolve("tokens"));
    TokenFiles.write(softHsm, FILES);

    assertThat(TokenFiles.read(softHsm))
        .isEqualTo(Map.of("tokens/a/token.object", Bytes.of(new byte[] {1, 2, 3})));
  }

  @Test
  void restore_whereTokensAre_isRefusedAndTouchesNothing() throws IOException {
    Installation installation = new Installation(home, Map.of());
    installation.keep(installation.record().begun(installation.texts()));
    Path token = home.resolve("tokens/tokens/other/token.object");
    Files.createDirectories(token.getParent());
    Files.writeString(token, "kept");

    assertThatThrownBy(() -> backup(installation, "correct horse").restore(home.resolve("x.cms")))
        .isInstanceOf(SetupFailure.class)
        .hasMessageContaining("they are never replaced");
    assertThat(token).hasContent("kept");
  }

  @Test
  void backUp_shortPasswordOrNothingThere_isRefused() {
    Installation installation = new Installation(home, Map.of());
    assertThatThrownBy(() -> backup(installation, "correct horse").backUp(home))
        .hasMessageContaining("nothing is installed");
    installation.keep(installation.record().begun(installation.texts()));
    assertThatThrownBy(() -> backup(installation, "short").backUp(home))
        .hasMessageContaining("12 characters");
    assertThatThrownBy(() -> backup(installation, "correct horse").backUp(home))
        .hasMessageContaining("no tokens");
  }

  @Test
  void without_keysThatWereMadeLater_areNamed() {
    KeyList all =
        KeyList.parse(
            new KeyList(List.of(key("signature-g1"), key("signature-g2"), key("audit-log-g1")))
                .text());
    KeyList copy = new KeyList(List.of(key("audit-log-g1"), key("signature-g1")));

    assertThat(all.without(copy)).containsExactly("signature-g2");
    assertThat(all.without(all)).isEmpty();
  }

  private static KeyList.Key key(String label) {
    SignatureScheme scheme = SignatureScheme.ECDSA_P256_SHA256;
    return new KeyList.Key("ca", label, scheme, SoftwareKey.generate(scheme).publicKey());
  }

  private static TokenBackup backup(Installation installation, String password) {
    Terminal nobody =
        new Terminal(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            false,
            false);
    Custody custody = new Custody(installation, new Shares(List.of(), new SharePrompt(nobody)));
    return new TokenBackup(
        installation, new BackupKey(custody, () -> password(password)), Clocks.system());
  }
}
