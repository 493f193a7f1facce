package org.jitsuin.launcher.card;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.card.reader.CardShelf;
import org.jitsuin.card.state.BlockedAnswer;
import org.jitsuin.card.state.CardTraits;
import org.jitsuin.card.state.Credential;
import org.jitsuin.card.state.KeyUse;

/**
 * A pcscd of the tests' own with four cards: one to use, another one beside it, and two to lock,
 * one that says so as real cards do and one as OpenSC understands it. The environment of the tests'
 * JVM names its socket, so that Java finds it too.
 */
final class PcscStage {
  static final String CARD = "card";
  static final String OTHER = "other";
  static final String LOCKED = "locked";
  static final String LOCKED_FOR_OPENSC = "lockedforopensc";

  private static final Path SOCKET =
      Path.of(Optional.ofNullable(System.getenv("PCSCLITE_CSOCK_NAME")).orElse("/nonexistent"));
  private static final Path DIRECTORY = SOCKET.resolve("../../..").normalize();
  private static PcscStage only;

  private final CardShelf shelf = new CardShelf(DIRECTORY);
  private final Map<KeyUse, Credential> credentials;
  private final Map<KeyUse, Credential> others;

  private PcscStage() {
    CardMaker maker = new CardMaker(shelf, new SecureRandom());
    TrainingAuthority authority =
        new TrainingAuthority(
            new SecureRandom(), Clocks.system().instant(), "http://localhost:8080");
    credentials = maker.training(authority, SignatureScheme.RSA_2048_SHA256);
    KeyUse use = KeyUse.USER_IDENTIFICATION;
    // Keys of RSA take long to make: the other one is the same.
    others =
        Map.of(
            use,
            authority.issue(use.authority(), SignatureScheme.RSA_2048_SHA256),
            KeyUse.SIGNATURE,
            credentials.get(KeyUse.SIGNATURE));
    CardTraits traits = CardTraits.usual();
    maker.keep(CARD, maker.personalised(traits, credentials));
    maker.keep(OTHER, maker.personalised(traits.withPadding(0x00), others));
    maker.keep(LOCKED, maker.personalised(traits, credentials));
    maker.keep(
        LOCKED_FOR_OPENSC,
        maker.personalised(
            traits.withBlocked(BlockedAnswer.AUTHENTICATION_METHOD_BLOCKED), credentials));
    Runtime.getRuntime().addShutdownHook(new Thread(shelf::removeAll));
    shelf.ownReader().start();
    Stream.of(CARD, OTHER, LOCKED, LOCKED_FOR_OPENSC)
        .forEach(card -> shelf.insert(card, shelf.ownReader()));
  }

  /** The stage, put up once; tests are left out where packages are missing, with their names. */
  static synchronized PcscStage get() {
    require("pcscd", "/usr/sbin/pcscd");
    require("vsmartcard-vpcd", "/usr/lib/pcsc/drivers/serial/libifdvpcd.so");
    require("opensc", "/usr/bin/opensc-tool");
    if (only == null) {
      new CardShelf(DIRECTORY).removeAll();
      delete(DIRECTORY);
      only = new PcscStage();
    }
    return only;
  }

  static void require(String debianPackage, String file) {
    assumeTrue(Files.exists(Path.of(file)), "the Debian package " + debianPackage + " is missing");
  }

  private static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts in a card that has no key for signatures, and another answer to reset. */
  void insertUnsigning(String name, String atr) {
    CardMaker maker = new CardMaker(shelf, new SecureRandom());
    KeyUse use = KeyUse.USER_IDENTIFICATION;
    maker.keep(
        name,
        maker.personalised(CardTraits.usual().withAtr(atr), Map.of(use, credentials.get(use))));
    shelf.insert(name, shelf.ownReader());
  }

  CardShelf shelf() {
    return shelf;
  }

  /** The name of the reader that a card is in. */
  String reader(String card) {
    return shelf.inserted(card).orElseThrow().reader();
  }

  /** Returns a certificate of the first card. */
  X509Certificate certificate(KeyUse use) {
    return parse(credentials.get(use).certificate());
  }

  /** Returns a certificate of the second card. */
  X509Certificate othersCertificate(KeyUse use) {
    return parse(others.get(use).certificate());
  }

  /** Returns a certificate of an authority of the first card. */
  X509Certificate authority(KeyUse use) {
    return parse(credentials.get(use).authorityCertificate());
  }

  private static X509Certificate parse(Optional<Bytes> der) {
    return parse(der.orElseThrow().bytes());
  }

  /** Reads a certificate in DER or PEM. */
  static X509Certificate parse(byte[] encoded) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(encoded));
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a program left. */
  record Result(int code, String text) {}

  /** Runs a program to its end. */
  static Result run(Object... words) {
    return told("", Optional.empty(), words);
  }

  /**
   * Runs a program that is told something, without a terminal on which it could ask.
   *
   * @param openSc a configuration of OpenSC in the place of its own
   */
  static Result told(String input, Optional<Path> openSc, Object... words) {
    List<String> command = new ArrayList<>(List.of("setsid", "-w"));
    Stream.of(words).map(Object::toString).forEach(command::add);
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("PKCS11_MODULE_PATH", module().toString());
      openSc.ifPresent(file -> builder.environment().put("OPENSC_CONF", file.toString()));
      Process process = builder.start();
      process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** OpenSC's PKCS #11 module. */
  static Path module() {
    try (Stream<Path> directories = Files.list(Path.of("/usr/lib"))) {
      Optional<Path> module =
          directories
              .map(directory -> directory.resolve("opensc-pkcs11.so"))
              .filter(Files::exists)
              .findFirst();
      assumeTrue(module.isPresent(), "the Debian package opensc-pkcs11 is missing");
      return module.orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
