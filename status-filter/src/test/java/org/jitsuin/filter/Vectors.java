package org.jitsuin.filter;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jitsuin.filter.build.Members;

/** The test vectors, line by line: a word that says what it is, and its values. */
final class Vectors {
  static final Path FILE = Path.of("src/test/resources/org/jitsuin/filter/vectors.txt");

  private Vectors() {}

  /** Returns the values of all lines that begin with a word. */
  static List<String[]> read(String word) {
    try {
      return Files.readAllLines(FILE, StandardCharsets.US_ASCII).stream()
          .map(line -> line.split(" ", -1))
          .filter(parts -> parts[0].equals(word))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] octets(String word) {
    return HexFormat.of().parseHex(read(word).getFirst()[1]);
  }

  static X509Certificate authority() {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(octets("authority")));
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the whole text for an authority, whose head is signed already. */
  static String text(byte[] authority, byte[] head, TestFiles files) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      text.append(hashLine(Mix.mix(i), Mix.mix(i + 4), Mix.mix(i + 8) >>> 1, Mix.mix(i + 12)));
    }
    line(text, "authority", hex(authority));
    line(text, "head", hex(head));
    line(text, "base", hex(files.base));
    line(text, "delta", hex(files.delta));
    for (Members block : files.blocks) {
      for (int i = 0; i < Math.min(block.size(), 60); i++) {
        ask(text, 0, block.high(i), block.low(i), files.now(block, i));
      }
    }
    Members some = files.changes;
    for (int i = 0; i < some.size(); i++) {
      ask(text, 0, some.high(i), some.low(i), some.status(i));
    }
    long high = Drawn.high(4, 1, 4 * TestFiles.SPAN);
    ask(text, 0, high, 1, FilterStatus.GOOD);
    ask(text, 0, high + (1 << 16), 1, FilterStatus.NOT_COVERED);
    ask(text, 86_400_000, high, 1, FilterStatus.GOOD);
    ask(text, 86_400_001, high, 1, FilterStatus.TOO_OLD);
    ask(text, -600_000, high, 1, FilterStatus.GOOD);
    ask(text, -600_001, high, 1, FilterStatus.TOO_OLD);
    return text.toString();
  }

  private static String hashLine(long saltHigh, long saltLow, long high, long low) {
    long lower = Mix.lower(high, low, saltHigh, saltLow);
    long upper = Mix.upper(high, low, saltHigh, saltLow, lower);
    return String.format(
        Locale.ROOT,
        "hash %016x%016x %016x%016x %016x%016x\n",
        saltHigh,
        saltLow,
        high,
        low,
        upper,
        lower);
  }

  private static void ask(
      StringBuilder text, long millisLater, long high, long low, FilterStatus status) {
    long at = TestAuthority.NOW.toEpochMilli() + millisLater;
    BigInteger serial = Drawn.serial(high, low);
    text.append(String.format(Locale.ROOT, "ask %d %032x ", at, serial));
    text.append(status).append('\n');
  }

  private static void line(StringBuilder text, String word, String value) {
    text.append(word).append(' ').append(value).append('\n');
  }

  static String hex(byte[] octets) {
    return HexFormat.of().formatHex(octets);
  }

  /** Writes the file anew, with an authority and a signer that never sign anything else. */
  static void write() {
    TestAuthority authority = new TestAuthority("TEST VECTORS", "EC", 256);
    KeyPair key = TestAuthority.keyPair("EC", 256);
    X509Certificate signer = authority.certificate(TestAuthority.status(key));
    TestFiles files = new TestFiles(authority.keyHash());
    try {
      Files.writeString(
          FILE,
          text(
              authority.certificate().getEncoded(),
              TestAuthority.sign(files.head(), signer, key),
              files));
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
