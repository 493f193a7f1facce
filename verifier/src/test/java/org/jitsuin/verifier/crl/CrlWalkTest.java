package org.jitsuin.verifier.crl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.cert.X509CRLHolder;
import org.jitsuin.samples.CrlDraft;
import org.jitsuin.samples.SampleAuthority;
import org.jitsuin.verifier.Stage;
import org.jitsuin.verifier.status.Reason;
import org.jitsuin.verifier.status.Unanswered;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads CRLs as Bouncy Castle does, and nothing that is none. */
class CrlWalkTest {
  private static final SampleAuthority AUTHORITY = Stage.WORLD.signature();
  private static final BigInteger SERIAL = new BigInteger("8000000000000001", 16);

  private static final byte[] CRL =
      Stage.WORLD
          .crl(AUTHORITY, 77)
          .entry(BigInteger.TEN, Stage.NOW, 0)
          .entry(SERIAL, Stage.NOW, 3)
          .signedBy(AUTHORITY.key());

  private static CrlFacts walk(byte[] crl) throws IOException, Unanswered {
    return CrlWalk.walk(new ByteArrayInputStream(crl), SERIAL);
  }

  @Test
  void walk_whole_saysWhatStandsThere() throws Exception {
    CrlFacts facts = walk(CRL);
    X509CRLHolder other = new X509CRLHolder(CRL);

    assertThat(facts.issuer()).isEqualTo(other.getIssuer());
    assertThat(facts.thisUpdate()).isEqualTo(other.getThisUpdate().toInstant());
    assertThat(facts.nextUpdate()).contains(other.getNextUpdate().toInstant());
    assertThat(facts.number()).contains(BigInteger.valueOf(77));
    assertThat(facts.base()).isEmpty();
    assertThat(facts.entry().orElseThrow().reason()).isEqualTo(Reason.AFFILIATION_CHANGED);
    assertThat(facts.entry().orElseThrow().since()).isEqualTo(Stage.NOW);
    assertThat(facts.signature().isBy(AUTHORITY.key().info())).isTrue();
    assertThat(facts.signature().isBy(Stage.WORLD.impostor().key().info())).isFalse();
  }

  /** Octets come as they come. */
  @Test
  void walk_oneOctetAtATime_saysTheSame() throws Exception {
    InputStream slow =
        new ByteArrayInputStream(CRL) {
          @Override
          public synchronized int read(byte[] into, int offset, int length) {
            return super.read(into, offset, Math.min(1, length));
          }
        };

    assertThat(CrlWalk.walk(slow, SERIAL).entry()).isEqualTo(walk(CRL).entry());
  }

  @Test
  void walk_beyondOneBuffer_signatureIsOfAll() throws Exception {
    CrlDraft draft = Stage.WORLD.crl(AUTHORITY, 1);
    for (int i = 0; i < 4_000; i++) {
      draft.entry(BigInteger.valueOf(i + 1), Stage.NOW, 1);
    }
    byte[] crl = draft.signedBy(AUTHORITY.key());
    assertThat(crl.length).isGreaterThan(1 << 17);

    assertThat(walk(crl).signature().isBy(AUTHORITY.key().info())).isTrue();
  }

  @Test
  void walk_sameSerialTwice_refused() {
    byte[] crl =
        Stage.WORLD
            .crl(AUTHORITY, 1)
            .entry(SERIAL, Stage.NOW, 1)
            .entry(SERIAL, Stage.NOW, 3)
            .signedBy(AUTHORITY.key());

    assertThatThrownBy(() -> walk(crl)).isInstanceOf(Unanswered.class);
  }

  @Test
  void walk_cutAnywhere_refused() {
    for (int length = 0; length < CRL.length; length++) {
      byte[] cut = Arrays.copyOf(CRL, length);
      assertThatThrownBy(() -> walk(cut)).isInstanceOf(Unanswered.class);
    }
  }

  /** Lengths that nobody has memory for, or that are not the shortest, or that end nowhere. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "3080",
        "30ff",
        "30847fffffff30847ffffff0",
        "3086ffffffffffff3086fffffffffff0020101",
        "3082000130",
        "308700ffffffffffff",
        "1f8101",
        "30843fffffff30843ffffff00201013084300000000609",
      })
  void walk_hugeOrFalseLengths_refusedWithoutMemory(String octets) {
    byte[] crl = HexFormat.of().parseHex(octets);

    assertThatThrownBy(() -> walk(crl)).isInstanceOf(Unanswered.class);
  }
}
