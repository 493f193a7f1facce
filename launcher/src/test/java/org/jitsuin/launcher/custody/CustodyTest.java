package org.jitsuin.launcher.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jitsuin.audit.entry.CeremonyAct;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.installation.ceremony.Custodians;
import org.jitsuin.installation.custody.CustodySecret;
import org.jitsuin.installation.custody.SecretShare;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.terminal.Terminal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three custodians, two of whom are needed; nobody is at a terminal. */
class CustodyTest {
  private static final Custodians CUSTODIANS = new Custodians(2, List.of("sato", "suzuki", "abe"));
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir private Path stage;
  private Installation installation;
  private final Map<String, Path> directories = new HashMap<>();

  @BeforeEach
  void appoint() throws IOException {
    installation = installation(Map.of());
    for (String name : CUSTODIANS.people()) {
      directories.put(name, Files.createDirectories(stage.resolve(name)));
    }
    custody().appoint(CUSTODIANS, directories, Optional.empty(), RANDOM);
  }

  private Installation installation(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("JITSUIN_CUSTODY_DIRECTORY", stage.toString());
    return new Installation(stage.resolve("home"), environment);
  }

  private Custody custody(Path... shares) {
    Terminal nobody =
        new Terminal(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            false,
            false);
    return new Custody(installation, new Shares(Arrays.asList(shares), new SharePrompt(nobody)));
  }

  private Path share(String name) {
    return directories.get(name).resolve(name + ".share");
  }

  private Path forged(String text) throws IOException {
    return Files.writeString(stage.resolve("forged.share"), text);
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refusal(Path... shares) {
    return assertThatThrownBy(() -> custody(shares).open("start", false))
        .isInstanceOf(SetupFailure.class);
  }

  @Test
  void appoint_eachShare_isOnlyItsOwnersAndWrittenOnce() throws IOException {
    for (String name : CUSTODIANS.people()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(share(name))))
          .isEqualTo("rw-------");
    }
    assertThatThrownBy(() -> custody().appoint(CUSTODIANS, directories, Optional.empty(), RANDOM))
        .hasMessageStartingWith("JITSUIN004108");
    String known = Files.readString(installation.home().resolve("custodians.properties"));
    assertThat(SecretShare.parse(Files.readString(share("abe"))))
        .hasValueSatisfying(share -> assertThat(known).contains("set=" + share.set()));
  }

  @Test
  void open_anyTwo_writesTheSamePinsForTheOwnerOnly() throws IOException {
    String pin = Files.readString(installation.pinFile("ca"));
    assertThat(Files.readString(installation.pinFile("ocsp"))).isNotEqualTo(pin);
    custody().close();
    assertThat(installation.pins().isOpen()).isFalse();

    assertThat(custody(share("abe"), share("sato")).open("start", false))
        .hasValueSatisfying(
            act -> assertThat(((CeremonyAct.TokensUnlocked) act).shares()).containsExactly(1, 3));

    assertThat(Files.readString(installation.pinFile("ca"))).isEqualTo(pin);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(installation.pinFile("ca"))))
        .isEqualTo("rw-------");
    assertThat(installation.pins().file("ca-so-pin")).doesNotExist();
    assertThat(custody().openIfClosed("start")).isEmpty();
  }

  @Test
  void open_sharesOfTheSetting_areFound() throws IOException {
    Path shelf = Files.createDirectory(stage.resolve("shelf"));
    for (String name : List.of("sato", "suzuki")) {
      Files.copy(share(name), shelf.resolve(name + ".share"));
    }
    installation = installation(Map.of("JITSUIN_CUSTODY_SHARES", shelf.toString()));

    assertThat(custody().open("start", false)).isPresent();
  }

  @Test
  void open_wrongShares_areEachNamedWithANumber() throws IOException {
    refusal().hasMessageStartingWith("JITSUIN004101").hasMessageContaining("2 of them");
    refusal(share("abe")).hasMessageStartingWith("JITSUIN004103").hasMessageContaining("1 differ");
    refusal(share("abe"), share("abe")).hasMessageStartingWith("JITSUIN004103");
    refusal(share("abe"), forged(Files.readString(share("sato")).replaceFirst("-....-", "-aaaa-")))
        .hasMessageStartingWith("JITSUIN004102")
        .hasMessageContaining("forged.share");
    refusal(share("abe"), forged("x".repeat(5_000))).hasMessageStartingWith("JITSUIN004102");
    refusal(share("abe"), stage.resolve("nowhere")).hasMessageStartingWith("JITSUIN004107");
    SecretShare other = CustodySecret.draw(RANDOM).split(2, 2, RANDOM).getFirst();
    refusal(share("abe"), forged(other.text()))
        .hasMessageStartingWith("JITSUIN004104")
        .hasMessageContaining(other.set());
  }

  @Test
  void open_forgedShare_isFoundWithoutAskingAToken() throws IOException {
    SecretShare sato = SecretShare.parse(Files.readString(share("sato"))).orElseThrow();
    byte[] value = sato.value().bytes();
    value[0] ^= 1;
    Path forged =
        forged(new SecretShare(sato.set(), sato.needed(), sato.number(), Bytes.of(value)).text());
    custody().close();

    refusal(forged, share("abe")).hasMessageStartingWith("JITSUIN004106");
    refusal(forged, share("sato")).hasMessageStartingWith("JITSUIN004105");
    assertThat(installation.pins().isOpen()).isFalse();
  }

  @Test
  void open_directoryThatOthersCanRead_isRefused() throws IOException {
    Path directory = installation.pinFile("ca").getParent();
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));

    refusal(share("sato"), share("abe")).hasMessageContaining("only you can use");
  }

  @Test
  void appoint_withoutADirectoryForEach_isRefusedBeforeAnythingIsWritten() throws IOException {
    Custodians two = new Custodians(2, List.of("kato", "ito"));
    Path kato = Files.createDirectory(stage.resolve("kato"));

    assertThatThrownBy(() -> custody().appoint(two, Map.of("kato", kato), Optional.empty(), RANDOM))
        .hasMessageStartingWith("JITSUIN004109")
        .hasMessageContaining("ito");
    assertThatThrownBy(() ->
            custody().appoint(two, Map.of("kato", kato, "ito", kato), Optional.empty(), RANDOM))
        .hasMessageStartingWith("JITSUIN004112");
    assertThat(kato).isEmptyDirectory();
  }
}
