package org.jitsuin.filter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.filter.TestAuthority.NOW;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.jitsuin.filter.Drawn;
import org.jitsuin.filter.FilterStatus;
import org.jitsuin.filter.StatusFilter;
import org.jitsuin.filter.TestAuthority;
import org.jitsuin.filter.TestFiles;
import org.jitsuin.filter.build.Members;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {
  private static final TestAuthority AUTHORITY = new TestAuthority("authority", "EC", 256);
  private static final TestFiles FILES = new TestFiles(AUTHORITY.keyHash());
  private static final KeyPair KEY = TestAuthority.keyPair("EC", 256);

  @TempDir private static Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @BeforeAll
  static void write() throws IOException, CertificateEncodingException {
    X509Certificate signer = AUTHORITY.certificate(TestAuthority.status(KEY));
    byte[] head = TestAuthority.sign(FILES.head(), signer, KEY);
    Files.write(directory.resolve("pack"), StatusFilter.pack(head, FILES.base, FILES.delta));
    Files.write(directory.resolve("authority"), AUTHORITY.certificate().getEncoded());
    Files.write(
        directory.resolve("other"),
        new TestAuthority("authority", "EC", 256).certificate().getEncoded());
    for (FilterStatus status :
        List.of(FilterStatus.GOOD, FilterStatus.REVOKED, FilterStatus.ON_HOLD)) {
      Files.write(directory.resolve(status.name()), card(status));
    }
  }

  /** A certificate of the first block that has a status by now. */
  private static byte[] card(FilterStatus status) throws CertificateEncodingException {
    Members block = FILES.blocks.get(0);
    int member = 0;
    while (FILES.now(block, member) != status) {
      member++;
    }
    return AUTHORITY
        .certificate(
            new TestAuthority.Draft(new X500Name("C=JP,CN=CARD"), KEY)
                .serial(Drawn.serial(block.high(member), block.low(member))))
        .getEncoded();
  }

  private int run(Instant now, String... words) {
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    return new Check(stream, stream, now).run(List.of(words));
  }

  private int check(String certificate, String authority, Instant now) {
    return run(
        now,
        "check",
        directory.resolve(certificate).toString(),
        "--authority",
        directory.resolve(authority).toString(),
        "--file",
        directory.resolve("pack").toString());
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void check_eachStatus_isSaidAndIsTheExitCode() {
    assertThat(check("GOOD", "authority", NOW)).isZero();
    assertThat(check("REVOKED", "authority", NOW)).isEqualTo(1);
    assertThat(check("ON_HOLD", "authority", NOW)).isEqualTo(1);
    assertThat(said().lines())
        .containsExactly("good as of " + NOW, "revoked as of " + NOW, "on hold as of " + NOW);
  }

  @Test
  void check_whatCannotBeTold_isNeverGood() {
    assertThat(check("GOOD", "authority", NOW.plusSeconds(86_401))).isEqualTo(3);
    assertThat(check("missing", "authority", NOW)).isEqualTo(3);
    assertThat(said()).startsWith("the filter is too old");
  }

  @Test
  void check_whatIsNotTheAuthoritysOrEnded_isBad() {
    assertThat(check("GOOD", "other", NOW)).isEqualTo(1);
    assertThat(check("GOOD", "authority", NOW.plusSeconds(15 * 86_400))).isEqualTo(1);
    assertThat(said()).contains("not signed by any of these", "not valid at this time");
  }

  @Test
  void run_otherWords_saysHowItIsUsed() {
    assertThat(run(NOW)).isEqualTo(2);
    assertThat(run(NOW, "check", "a")).isEqualTo(2);
    assertThat(run(NOW, "check", "a", "--file")).isEqualTo(2);
    assertThat(said()).contains("usage: java -jar status-filter.jar check");
  }
}
