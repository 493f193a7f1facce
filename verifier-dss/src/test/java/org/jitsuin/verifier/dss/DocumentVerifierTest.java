package org.jitsuin.verifier.dss;

import static org.assertj.core.api.Assertions.assertThat;

import eu.europa.esig.dss.simplereport.SimpleReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.samples.SampleAuthority;
import org.jitsuin.samples.SampleWorld;
import org.jitsuin.verifier.Verdict;
import org.jitsuin.verifier.crl.CrlPolicy;
import org.jitsuin.verifier.dss.SignedDocuments.Form;
import org.jitsuin.verifier.http.Download;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Documents in each form that a card signed, with one lie each: what we say of them, and what DSS's
 * own reports say.
 */
class DocumentVerifierTest {
  private static final Instant NOW = DocumentStage.NOW;
  private static final SampleWorld WORLD = DocumentStage.WORLD;
  private static final SampleAuthority AUTHORITY = WORLD.signature();

  @TempDir private Path directory;
  private final List<BigInteger> asked = new ArrayList<>();

  private DocumentVerifier asking(Lie lie) {
    return DocumentVerifier.of(
        DocumentStage.authorities(), OcspAnswers.named(DocumentStage.responder(lie, asked::add)));
  }

  static Stream<Arguments> liesInEachForm() {
    return Arrays.stream(Lie.values())
        .flatMap(lie -> Arrays.stream(Form.values()).map(form -> Arguments.of(lie, form)));
  }

  @ParameterizedTest
  @MethodSource("liesInEachForm")
  void verify_lie_isRefused_andDssSaysSo(Lie lie, Form form) {
    DocumentVerdict verdict = asking(lie).verify(lie.document(WORLD, form), form.file(), NOW);

    assertThat(verdict.signatures()).as(verdict.toString()).hasSize(1);
    SignatureVerdict one = verdict.signatures().getFirst();
    assertThat(one.indication()).isEqualTo(lie.indication(form));
    assertThat(said(one.certificate())).startsWith(lie.certificate());
    assertThat(one.intact()).isEqualTo(lie.isIntact());
    assertThat(one.isGood()).isEqualTo(lie == Lie.NONE);
    assertThat(verdict.isGood()).isEqualTo(lie == Lie.NONE);
    assertThat(asked).hasSize(lie == Lie.NONE ? 1 : asked.size());
    assertThat(asked.isEmpty()).isEqualTo(!lie.isAsked());
    SimpleReport report = verdict.report().orElseThrow().getSimpleReport();
    String id = report.getFirstSignatureId();
    assertThat(report.getIndication(id).name()).isEqualTo(lie.indication(form).split(" ", -1)[0]);
    assertThat(verdict.report().orElseThrow().getDetailedReport().getFinalIndication(id))
        .isEqualTo(report.getIndication(id));
  }

  /** The verdict in words: its code, and why where it says so. */
  private static String said(Verdict verdict) {
    return switch (verdict) {
      case Verdict.NotOurs notOurs -> verdict.code() + " " + notOurs.why();
      case Verdict.CannotTell silent -> verdict.code() + " " + silent.why();
      default -> verdict.code();
    };
  }

  @ParameterizedTest
  @EnumSource
  void verify_byACrl_isGoodUntilItIsListed(Form form) {
    X509CertificateHolder card = WORLD.goodCard(AUTHORITY);
    byte[] document =
        SignedDocuments.sign(
            form,
            SignersCard.of(WORLD.cardKey(), card, AUTHORITY.certificate()),
            WORLD.before(Duration.ofMinutes(1)));
    byte[] empty = WORLD.crl(AUTHORITY, 1).signedBy(AUTHORITY.key());
    byte[] listed =
        WORLD
            .crl(AUTHORITY, 2)
            .entry(card.getSerialNumber(), WORLD.before(Duration.ofDays(1)), 3)
            .signedBy(AUTHORITY.key());
    byte[] strange = WORLD.crl(AUTHORITY, 3).signedBy(WORLD.impostor().key());

    assertThat(reading(empty).verify(document, form.file(), NOW).isGood()).isTrue();
    DocumentVerdict revoked = reading(listed).verify(document, form.file(), NOW);
    DocumentVerdict silent = reading(strange).verify(document, form.file(), NOW);

    assertThat(revoked.isGood()).isFalse();
    assertThat(revoked.signatures().getFirst().certificate()).isInstanceOf(Verdict.Revoked.class);
    assertThat(revoked.signatures().getFirst().indication()).contains("REVOKED_NO_POE");
    assertThat(silent.isGood()).isFalse();
    assertThat(said(silent.signatures().getFirst().certificate()))
        .isEqualTo("cannot-tell NOT_SIGNED");
    assertThat(silent.signatures().getFirst().passed()).isFalse();
  }

  private DocumentVerifier reading(byte[] crl) {
    Download serving =
        (_, _, file, _) -> {
          Files.write(file, crl);
          return new Download.Result(true, Optional.empty());
        };
    try {
      return DocumentVerifier.of(
          DocumentStage.authorities(),
          CrlAnswers.complete(
                  Files.createTempDirectory(directory, "crl"),
                  URI.create("http://crl.invalid/complete.crl"),
                  serving)
              .with(
                  new CrlPolicy(
                      Duration.ZERO, Duration.ofMinutes(5), Duration.ofDays(7), 1 << 20, false)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void verify_cutAnywhere_isNotGood(Form form) {
    byte[] document = Lie.NONE.document(WORLD, form);
    DocumentVerifier verifier = asking(Lie.NONE);

    for (int part = 1; part < 8; part++) {
      byte[] cut = Arrays.copyOf(document, document.length * part / 8);
      assertThat(verifier.verify(cut, form.file(), NOW).isGood()).as("%d/8", part).isFalse();
    }
  }

  @Test
  void verify_noDocumentAtAll_isNothing() {
    byte[] text = "hello".getBytes(StandardCharsets.UTF_8);

    DocumentVerdict verdict = asking(Lie.NONE).verify(text, "a.txt", NOW);

    assertThat(verdict.signatures()).isEmpty();
    assertThat(verdict.report()).isEmpty();
    assertThat(verdict.problem()).isPresent();
    assertThat(verdict.isGood()).isFalse();
  }
}
