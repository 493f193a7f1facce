package org.jitsuin.launcher.backup;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.util.List;
import org.jitsuin.base.Fault;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.keys.Token;
import org.jitsuin.base.keys.TokenSettings;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.installation.setup.SoftHsm;

/**
 * Signs with each key of tokens in some directory and verifies with the public key that is
 * recorded, in a process of its own: SoftHSM learns once in a process where its tokens are.
 */
public final class TokenTrial {
  private static final int FAILED = 3;
  private static final byte[] MESSAGE = "Jitsuin token trial".getBytes(StandardCharsets.US_ASCII);

  private TokenTrial() {}

  /** The place of a token: its slot and the file with its PIN. */
  record Place(String token, long slot, Path pinFile) {
    private String argument() {
      return token + "=" + slot + "=" + pinFile;
    }

    private static Place parse(String argument) {
      String[] parts = argument.split("=", 3);
      return new Place(parts[0], Long.parseLong(parts[1]), Path.of(parts[2]));
    }
  }

  /**
   * Tries the tokens.
   *
   * @param keys a file of {@link KeyList#text()}
   * @throws SetupFailure that names what does not sign
   */
  static void run(SoftHsm softHsm, Path keys, Place ca, Place ocsp) {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                TokenTrial.class.getName(),
                keys.toString(),
                ca.argument(),
                ocsp.argument())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"));
    builder.environment().put("SOFTHSM2_CONF", softHsm.configuration().toString());
    try {
      Process process = builder.start();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      int code = process.waitFor();
      if (code == FAILED) {
        throw new SetupFailure(said);
      }
      if (code != 0) {
        throw new SetupFailure(
            "the tokens cannot be tried: code " + code, new IllegalStateException(said));
      }
    } catch (IOException e) {
      throw new SetupFailure("the tokens cannot be tried: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SetupFailure("interrupted while tokens were tried", e);
    }
  }

  /**
   * Runs the process.
   *
   * @param arguments the file of keys and the places of both tokens
   */
  public static void main(String[] arguments) throws IOException {
    KeyList keys = KeyList.parse(Bytes.of(Files.readAllBytes(Path.of(arguments[0]))));
    try {
      for (String place : List.of(arguments[1], arguments[2])) {
        trySigning(Place.parse(place), keys);
      }
    } catch (Fault e) {
      fail(e.getMessage());
    }
  }

  private static void trySigning(Place place, KeyList keys) {
    TokenSettings settings =
        new TokenSettings(place.token(), SoftHsm.library(), place.slot(), place.pinFile());
    Token token = new Token(settings, Clocks.system());
    try (SigningPool pool = new SigningPool(token, 1, 10, Duration.ofSeconds(30))) {
      for (KeyList.Key key : keys.keys()) {
        if (key.token().equals(place.token())
            && !verifies(key, pool.key(key.label(), key.scheme()).sign(MESSAGE))) {
          fail("key " + key.label() + " signs, and its recorded public key does not verify it");
        }
      }
    }
  }

  private static boolean verifies(KeyList.Key key, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(key.scheme().jcaName());
      verifier.initVerify(key.publicKey());
      verifier.update(MESSAGE);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static void fail(String sentence) {
    System.out.println(sentence);
    System.exit(FAILED);
  }
}
