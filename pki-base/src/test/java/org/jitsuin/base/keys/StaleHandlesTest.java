package org.jitsuin.base.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jitsuin.base.Fault;
import org.jitsuin.testing.SettableClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bug that made the OCSP token sign with a key of the CA token: when one of two tokens went and
 * came back, the module was started anew and gave the handles of the one token's session and key to
 * the other's.
 *
 * <p>The numbers fall together where a fresh process opens the tokens in a certain order, so this
 * runs in processes of its own.
 */
@Tag("stack")
class StaleHandlesTest {
  private static final SignatureScheme SCHEME = SignatureScheme.RSA_2048_SHA256;
  private static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.US_ASCII);

  @TempDir private Path directory;

  @Test
  void sign_afterTheOtherTokenCameBack_usesTheRightKey() throws IOException {
    assertThat(run("make")).isEqualTo("made");
    assertThat(run("use")).isEqualTo("right right right");
  }

  private String run(String part) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            StaleHandlesTest.class.getName(),
            part,
            directory.toString());
    builder
        .environment()
        .put("SOFTHSM2_CONF", new SoftTokens(directory).configuration().toString());
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  /** The processes. */
  public static void main(String[] arguments) throws GeneralSecurityException, IOException {
    Path directory = Path.of(arguments[1]);
    if (arguments[0].equals("make")) {
      new SoftTokens(directory).prepare();
      for (String name : List.of("ca", "ocsp")) {
        make(directory, name);
      }
      System.out.println("made");
    } else {
      System.out.println(use(directory));
    }
  }

  private static void make(Path directory, String name) throws IOException {
    TokenSettings made = new SoftTokens(directory).make(name);
    Files.writeString(directory.resolve(name + ".slot"), Long.toString(made.slot()));
    Path place = newest(directory);
    Files.writeString(directory.resolve(name + ".place"), place.toString());
    try (SigningPool pool = pool(directory, name, new SettableClock(Instant.EPOCH))) {
      PublicKey key = pool.token().generate("key", SCHEME);
      Files.write(directory.resolve(name + ".key"), key.getEncoded());
    }
  }

  private static Path newest(Path directory) {
    try (Stream<Path> tokens = Files.list(directory.resolve("tokens"));
        Stream<Path> known = Files.list(directory)) {
      List<String> places =
          known
              .filter(file -> file.toString().endsWith(".place"))
              .map(StaleHandlesTest::read)
              .toList();
      return tokens.filter(token -> !places.contains(token.toString())).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SigningPool pool(Path directory, String name, SettableClock clock) {
    TokenSettings settings =
        new TokenSettings(
            name,
            SoftTokens.library(),
            Long.parseLong(read(directory.resolve(name + ".slot"))),
            directory.resolve(name + "-pin"));
    return new SigningPool(new Token(settings, clock), 1, 10, Duration.ofSeconds(30));
  }

  private static String use(Path directory) throws GeneralSecurityException, IOException {
    SettableClock clock = new SettableClock(Instant.EPOCH);
    try (SigningPool ocsp = pool(directory, "ocsp", clock);
        SigningPool ca = pool(directory, "ca", clock)) {
      String first = whose(directory, ocsp);
      ca.key("key", SCHEME).sign(MESSAGE);
      Path place = Path.of(read(directory.resolve("ca.place")));
      Path away = directory.resolve("away");
      Files.move(place, away);
      String meanwhile = "signed";
      try {
        ca.key("key", SCHEME).sign(MESSAGE);
      } catch (Fault e) {
        meanwhile = "right";
      }
      Files.move(away, place);
      clock.advance(Duration.ofSeconds(2));
      ca.key("key", SCHEME).sign(MESSAGE);
      return first + " " + meanwhile + " " + whose(directory, ocsp);
    }
  }

  private static String whose(Path directory, SigningPool ocsp)
      throws GeneralSecurityException, IOException {
    byte[] signature = ocsp.key("key", SCHEME).sign(MESSAGE);
    Signature verifier = Signature.getInstance(SCHEME.jcaName());
    verifier.initVerify(
        KeyFactory.getInstance("RSA")
            .generatePublic(
                new X509EncodedKeySpec(Files.readAllBytes(directory.resolve("ocsp.key")))));
    verifier.update(MESSAGE);
    return verifier.verify(signature) ? "right" : "WRONG";
  }
}
