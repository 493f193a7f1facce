package org.jitsuin.party.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.samples.SampleAuthority;
import org.jitsuin.samples.SampleKey;
import org.jitsuin.samples.SampleKind;
import org.jitsuin.sandbox.TestCertificates;
import org.jitsuin.sandbox.card.Authority;
import org.jitsuin.sandbox.card.HolderQuestions;
import org.jitsuin.sandbox.http.Refused;
import org.jitsuin.sandbox.signing.TestSigner;
import org.jitsuin.verifier.CertificateKind;
import org.jitsuin.verifier.TrustAnchors;
import org.jitsuin.verifier.Verifier;
import org.jitsuin.verifier.lineage.Lineage;
import org.jitsuin.verifier.status.Reason;
import org.jitsuin.verifier.status.StatusAnswer;
import org.junit.jupiter.api.Test;

/** The right person's record is printed, and no other's, however many print at once. */
class KioskTest {
  private static final Instant NOW = Instant.parse("2026-06-15T03:00:00Z");
  private static final SampleKey KEY = SampleKey.rsa();
  private static final SampleAuthority ISSUER =
      new SampleAuthority(
          SampleKind.USER_IDENTIFICATION, 1, SampleKey.rsa(), NOW.minus(Duration.ofDays(400)));
  private static final String ADDRESS = "http://localhost:8090/kiosk";

  private volatile boolean suspended;
  private final Records register =
      (question, person) -> new Records.Copy(question, person, "見本　" + person, "見本町");
  private final Kiosk kiosk = new Kiosk(ADDRESS, new Told(), register);

  private final class Told implements Authority {
    private final Verifier verifier =
        Verifier.of(
            TrustAnchors.none()
                .with(
                    CertificateKind.USER_IDENTIFICATION,
                    TestCertificates.java(ISSUER.certificate())),
            question ->
                suspended
                    ? new StatusAnswer.Revoked(NOW, NOW, Reason.CERTIFICATE_HOLD, Optional.empty())
                    : new StatusAnswer.Good(NOW, NOW.plus(Duration.ofHours(1))));

    @Override
    public Statement ask(X509Certificate certificate, CertificateKind kind, Instant now) {
      return new Statement(verifier.verify(certificate, kind, now), Optional.empty());
    }

    @Override
    public HolderQuestions questions() {
      throw new UnsupportedOperationException("nobody asks");
    }

    @Override
    public Lineage lineage(X509Certificate certificate) {
      return new Lineage(
          new Lineage.Member(
              CertificateKind.USER_IDENTIFICATION,
              certificate.getSerialNumber(),
              "good",
              NOW,
              NOW.plus(Duration.ofDays(900))),
          List.of(),
          List.of(),
          List.of());
    }
  }

  private static X509CertificateHolder card() {
    return ISSUER
        .card(KEY, NOW.minus(Duration.ofDays(30)), NOW.plus(Duration.ofDays(900)))
        .signedBy(ISSUER.key());
  }

  private static byte[] signed(String challenge, X509CertificateHolder card) {
    try {
      return TestSigner.cms(
          challenge.getBytes(StandardCharsets.UTF_8), KEY, card, ISSUER.certificate());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Somebody whose card has signed, and the number that is typed. */
  private record Standing(String visit, String number) {}

  private static Standing identified(Kiosk any, X509CertificateHolder card) {
    String visit = any.begin(NOW);
    return new Standing(visit, any.identify(visit, signed(any.challenge(visit, NOW), card), NOW));
  }

  private static byte[] print(Kiosk any, Standing standing) {
    return any.print(standing.visit(), standing.number(), NOW);
  }

  private static String person(X509CertificateHolder card) {
    return card.getSerialNumber().toString(16);
  }

  private static String text(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      return new PDFTextStripper().getText(document);
    }
  }

  private static void refused(
      String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }

  @Test
  void print_theHoldersOwnRecord_once() throws IOException {
    X509CertificateHolder card = card();
    Standing visit = identified(kiosk, card);

    byte[] pdf = print(kiosk, visit);

    assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
    assertThat(text(pdf)).contains("住民票の写し", "見本　" + person(card), "見本町");
    refused("not-found", () -> print(kiosk, visit));
  }

  /** The wrong-person prints of 2023: many at once, each of whom gets the own record alone. */
  @Test
  void print_manyAtOnce_eachTheOwnRecordAlone() throws Exception {
    int people = 12;
    CyclicBarrier together = new CyclicBarrier(people);
    Kiosk busy =
        new Kiosk(
            ADDRESS,
            new Told(),
            (question, person) -> {
              // All questions are open before the first is answered.
              meet(together);
              return register.copy(question, person);
            });
    List<X509CertificateHolder> cards = new ArrayList<>();
    List<Future<byte[]>> prints = new ArrayList<>();
    try (ExecutorService machines = Executors.newFixedThreadPool(people)) {
      for (int i = 0; i < people; i++) {
        X509CertificateHolder card = card();
        cards.add(card);
        Standing visit = identified(busy, card);
        prints.add(machines.submit(() -> print(busy, visit)));
      }
      List<String> all = cards.stream().map(KioskTest::person).toList();
      for (int i = 0; i < people; i++) {
        String text = text(prints.get(i).get(5, TimeUnit.MINUTES));
        String own = person(cards.get(i));
        assertThat(text).contains("見本　" + own);
        assertThat(all.stream().filter(one -> !one.equals(own))).noneMatch(text::contains);
      }
    }
  }

  private static void meet(CyclicBarrier barrier) throws IOException {
    try {
      barrier.await(5, TimeUnit.MINUTES);
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  /** What went wrong in 2023, as it came from upstream: the answer to another's question. */
  @Test
  void print_answerOfAnother_isNotPrinted() {
    List<Records.Copy> kept = Collections.synchronizedList(new ArrayList<>());
    Kiosk mixing =
        new Kiosk(
            ADDRESS,
            new Told(),
            (question, person) -> {
              kept.add(register.copy(question, person));
              return kept.getFirst();
            });
    Standing first = identified(mixing, card());
    Standing second = identified(mixing, card());
    assertThat(print(mixing, first)).isNotEmpty();

    // It is the municipality's mistake, and none of the kiosk's.
    assertThatThrownBy(() -> print(mixing, second))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo("other-record");
              assertThat(refused.status()).isEqualTo(502);
            });
    refused("not-found", () -> print(mixing, second));
  }

  @Test
  void print_ofSeveralAtOnceForOneVisit_onlyOneIsMade() throws Exception {
    Standing visit = identified(kiosk, card());
    List<Future<Boolean>> prints = new ArrayList<>();
    try (ExecutorService machines = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        prints.add(
            machines.submit(() -> {
              try {
                return print(kiosk, visit).length > 0;
              } catch (Refused _) {
                return false;
              }
            }));
      }
      int made = 0;
      for (Future<Boolean> print : prints) {
        made += print.get(5, TimeUnit.MINUTES) ? 1 : 0;
      }
      assertThat(made).isEqualTo(1);
    }
  }

  /** Whoever has another begin by card at the address of his own visit does not see the number. */
  @Test
  void print_withAnotherNumber_endsTheVisit() {
    Standing standing = identified(kiosk, card());
    String wrong = standing.number().equals("123456") ? "123457" : "123456";

    refused("not-identified", () -> kiosk.print(standing.visit(), wrong, NOW));
    refused("not-found", () -> print(kiosk, standing));
  }

  @Test
  void print_suspendedInBetween_isRefused() {
    Standing visit = identified(kiosk, card());
    suspended = true;

    refused("suspended", () -> print(kiosk, visit));
  }

  @Test
  void print_withoutACardOrTooLate_isRefused() {
    String visit = kiosk.begin(NOW);
    Standing late = identified(kiosk, card());

    refused("not-identified", () -> kiosk.print(visit, "123456", NOW));
    refused(
        "not-found",
        () -> kiosk.print(late.visit(), late.number(), NOW.plus(Duration.ofMinutes(6))));
    refused("not-found", () -> kiosk.print("somebody", "123456", NOW));
  }

  @Test
  void identify_withAnothersChallenge_isRefused_andTheFirstCardStays() throws IOException {
    String visit = kiosk.begin(NOW);
    String other = kiosk.begin(NOW);
    X509CertificateHolder first = card();
    byte[] own = signed(kiosk.challenge(visit, NOW), first);
    byte[] second = signed(kiosk.challenge(visit, NOW), card());

    refused("wrong-signature", () -> kiosk.identify(other, own, NOW));
    String number = kiosk.identify(visit, own, NOW);
    refused("not-found", () -> kiosk.identify(visit, second, NOW));
    assertThat(text(kiosk.print(visit, number, NOW))).contains(person(first));
    assertThat(new BigInteger(person(first), 16)).isEqualTo(first.getSerialNumber());
  }
}
