package org.jitsuin.verifier.crl;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.samples.CrlDraft;
import org.jitsuin.samples.SampleAuthority;
import org.jitsuin.verifier.CertificateKind;
import org.jitsuin.verifier.Stage;
import org.jitsuin.verifier.Verdict;
import org.jitsuin.verifier.Verifier;
import org.jitsuin.verifier.http.Download;
import org.jitsuin.verifier.http.TooLargeException;
import org.jitsuin.verifier.status.Silence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of CRLs, what is asked for anew, and what is not believed. */
class CrlSourceTest {
  private static final Instant NOW = Stage.NOW;
  private static final SampleAuthority AUTHORITY = Stage.WORLD.signature();
  private static final GeneralNames NAMES = AUTHORITY.crlNames("13221");
  private static final GeneralNames DELTA = AUTHORITY.crlNames("13221-delta");
  private static final URI ADDRESS = URI.create(AUTHORITY.crlAddress("13221"));
  private static final URI DELTA_ADDRESS = URI.create(AUTHORITY.crlAddress("13221-delta"));
  private static final X509CertificateHolder HOLDER = Stage.WORLD.goodCard(AUTHORITY);
  private static final X509Certificate CARD = Stage.java(HOLDER);
  private static final BigInteger SERIAL = HOLDER.getSerialNumber();

  @TempDir private Path directory;
  private final Map<URI, byte[]> served = new HashMap<>();
  private final List<String> fetched = new ArrayList<>();

  /** A server that knows by a tag what it gave before. */
  private final Download server =
      (address, tag, file, most) -> {
        byte[] content = served.get(address);
        fetched.add(address.getPath() + (tag.isPresent() ? " if other" : ""));
        if (content == null) {
          throw new IOException("away");
        }
        if (content.length > most) {
          throw new TooLargeException(most);
        }
        Optional<String> current = Optional.of("\"" + Arrays.hashCode(content) + "\"");
        if (tag.isPresent() && tag.equals(current)) {
          return new Download.Result(false, tag);
        }
        Files.write(file, content);
        return new Download.Result(true, current);
      };

  private CrlSource source() {
    return CrlSource.named(directory, server);
  }

  private static CrlDraft crl(long number, Instant from) {
    return new CrlDraft(AUTHORITY, number, from, from.plus(Duration.ofDays(2))).of(NAMES);
  }

  private static byte[] signed(CrlDraft draft) {
    return draft.signedBy(AUTHORITY.key());
  }

  private static Verdict verify(CrlSource source, Instant at) {
    return Verifier.of(Stage.trusted(), source).verify(CARD, CertificateKind.SIGNATURE, at);
  }

  private static void assertSilent(Verdict verdict, Silence why) {
    assertThat(verdict).isInstanceOf(Verdict.CannotTell.class);
    assertThat(((Verdict.CannotTell) verdict).why()).isEqualTo(why);
  }

  @Test
  void status_kept_notFetchedAgainUntilItsTimeIsOver() {
    served.put(ADDRESS, signed(crl(1, NOW)));
    CrlSource source = source();

    assertThat(verify(source, NOW).isValid()).isTrue();
    assertThat(verify(source, NOW.plusSeconds(299)).isValid()).isTrue();
    assertThat(fetched).hasSize(1);
    assertThat(verify(source, NOW.plusSeconds(301)).isValid()).isTrue();
    assertThat(fetched).containsExactly(ADDRESS.getPath(), ADDRESS.getPath() + " if other");
  }

  @Test
  void status_revokedMeanwhile_seenWhenAskedAgain() {
    served.put(ADDRESS, signed(crl(1, NOW)));
    CrlSource source = source();
    assertThat(verify(source, NOW).isValid()).isTrue();

    served.put(ADDRESS, signed(crl(2, NOW.plusSeconds(60)).entry(SERIAL, NOW, 4)));

    assertThat(verify(source, NOW.plusSeconds(400)).code()).isEqualTo("revoked");
  }

  /** Who cuts the line does not keep a revoked card good. */
  @Test
  void status_serverAway_cannotTellThoughACopyIsThere() {
    served.put(ADDRESS, signed(crl(1, NOW)));
    CrlSource source = source();
    assertThat(verify(source, NOW).isValid()).isTrue();

    served.clear();

    assertSilent(verify(source, NOW.plusSeconds(400)), Silence.UNREACHABLE);
  }

  @Test
  void status_keptForADay_goodForKiosksWithoutALine() {
    served.put(ADDRESS, signed(crl(1, NOW)));
    CrlSource source = source().with(CrlPolicy.usual().keptFor(Duration.ofDays(1)));
    assertThat(verify(source, NOW).isValid()).isTrue();
    served.clear();

    assertThat(verify(source, NOW.plus(Duration.ofHours(23))).isValid()).isTrue();
    assertSilent(verify(source, NOW.plus(Duration.ofHours(25))), Silence.UNREACHABLE);
  }

  @Test
  void status_copySpoiltWhereItLies_fetchedAgain() throws IOException {
    served.put(ADDRESS, signed(crl(1, NOW).entry(SERIAL, NOW, 4)));
    CrlSource source = source();
    assertThat(verify(source, NOW).code()).isEqualTo("revoked");
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.write(file, signed(crl(1, NOW)).clone());
        byte[] octets = Files.readAllBytes(file);
        octets[octets.length - 1] ^= 1;
        Files.write(file, octets);
      }
    }

    // The server says that nothing is new, which does not mend the copy.
    assertThat(verify(source, NOW.plusSeconds(60)).isValid()).isFalse();
  }

  @Test
  void status_clockSetBack_fetchedAgain() {
    served.put(ADDRESS, signed(crl(1, NOW.minusSeconds(3600))));
    CrlSource source = source();
    assertThat(verify(source, NOW).isValid()).isTrue();
    assertThat(verify(source, NOW.minusSeconds(600)).isValid()).isTrue();

    assertThat(fetched).hasSize(2);
  }

  @Test
  void status_delta_isUponTheKeptBase() {
    served.put(ADDRESS, signed(crl(5, NOW).freshest(DELTA)));
    served.put(DELTA_ADDRESS, signed(crl(5, NOW).upon(4)));
    CrlSource source = source();
    assertThat(verify(source, NOW).isValid()).isTrue();
    fetched.clear();

    Instant later = NOW.plusSeconds(600);
    served.put(DELTA_ADDRESS, signed(crl(6, later).upon(5).entry(SERIAL, later, 6)));
    assertThat(verify(source, later).code()).isEqualTo("suspended");
    assertThat(fetched).containsExactly(DELTA_ADDRESS.getPath() + " if other");

    Instant lifted = NOW.plusSeconds(1200);
    served.put(DELTA_ADDRESS, signed(crl(7, lifted).upon(5).entry(SERIAL, lifted, 8)));
    assertThat(verify(source, lifted).isValid()).isTrue();
  }

  @Test
  void status_deltaUponALaterBase_baseIsFetchedToo() {
    served.put(ADDRESS, signed(crl(5, NOW).freshest(DELTA)));
    served.put(DELTA_ADDRESS, signed(crl(5, NOW).upon(4)));
    CrlSource source = source();
    assertThat(verify(source, NOW).isValid()).isTrue();

    Instant later = NOW.plusSeconds(600);
    served.put(ADDRESS, signed(crl(9, later).freshest(DELTA).entry(SERIAL, later, 1)));
    served.put(DELTA_ADDRESS, signed(crl(9, later).upon(8)));

    assertThat(verify(source, later).code()).isEqualTo("revoked");
  }

  @Test
  void status_deltaOlderThanTheCompleteOne_addsNothing() {
    served.put(ADDRESS, signed(crl(9, NOW).freshest(DELTA).entry(SERIAL, NOW, 1)));
    served.put(DELTA_ADDRESS, signed(crl(8, NOW).upon(5).entry(SERIAL, NOW, 8)));

    assertThat(verify(source(), NOW).code()).isEqualTo("revoked");
  }

  @Test
  void status_deltaOfAnotherScope_cannotTell() {
    served.put(ADDRESS, signed(crl(5, NOW).freshest(DELTA)));
    served.put(
        DELTA_ADDRESS,
        signed(
            new CrlDraft(AUTHORITY, 6, NOW, NOW.plus(Duration.ofDays(1)))
                .of(AUTHORITY.crlNames("13222"))
                .upon(5)));

    assertSilent(verify(source(), NOW), Silence.OTHER_SCOPE);
  }

  @Test
  void status_withoutDeltas_completeOneAlone() {
    served.put(ADDRESS, signed(crl(5, NOW).freshest(DELTA)));

    assertThat(verify(source().with(CrlPolicy.usual().withoutDeltas()), NOW).isValid()).isTrue();
    assertThat(fetched).containsExactly(ADDRESS.getPath());
  }

  @Test
  void status_tooLarge_cannotTell() {
    served.put(ADDRESS, signed(crl(1, NOW)));
    CrlPolicy small = new CrlPolicy(Duration.ZERO, Duration.ZERO, Duration.ofDays(7), 100, false);

    assertSilent(verify(source().with(small), NOW), Silence.TOO_LARGE);
  }

  @Test
  void status_certificateNamesNone_noAddress() {
    X509Certificate nameless =
        Stage.java(
            Stage.WORLD
                .card(AUTHORITY)
                .without(Extension.cRLDistributionPoints)
                .signedBy(AUTHORITY.key()));

    assertSilent(
        Verifier.of(Stage.trusted(), source()).verify(nameless, CertificateKind.SIGNATURE, NOW),
        Silence.NO_ADDRESS);
  }

  /** The CRL of a municipality says nothing of link certificates; the complete one does. */
  @Test
  void status_overLink_byTheCompleteCrlOnly() {
    SampleAuthority next = Stage.WORLD.nextSignature();
    X509Certificate card = Stage.java(Stage.WORLD.goodCard(next));
    URI complete = URI.create("http://samples.invalid/complete.crl");
    served.put(complete, signed(new CrlDraft(AUTHORITY, 1, NOW, NOW.plusSeconds(600))));

    assertThat(
            Verifier.of(Stage.trusted(), CrlSource.complete(directory, complete, server))
                .verify(card, CertificateKind.SIGNATURE, NOW)
                .isValid())
        .isTrue();
  }

  /** 50,000 entries pass by in the memory of a few. */
  @Test
  void status_longCrl_isNeverWholeInMemory() {
    CrlDraft draft = crl(1, NOW);
    for (int i = 0; i < 50_000; i++) {
      draft.entry(BigInteger.ONE.shiftLeft(100).add(BigInteger.valueOf(i)), NOW, 4);
    }
    served.put(ADDRESS, signed(draft.entry(SERIAL, NOW, 4)));
    assertThat(served.get(ADDRESS).length).isGreaterThan(2_000_000);
    CrlSource source = source();
    assertThat(verify(source, NOW).code()).isEqualTo("revoked");

    long before = allocated();
    assertThat(verify(source, NOW).code()).isEqualTo("revoked");

    assertThat(allocated() - before).isLessThan(500_000);
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
