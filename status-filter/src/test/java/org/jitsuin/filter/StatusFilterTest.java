package org.jitsuin.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.filter.TestAuthority.NOW;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.jitsuin.filter.build.HeadWriter;
import org.jitsuin.filter.build.Members;
import org.junit.jupiter.api.Test;

class StatusFilterTest {
  private static final TestAuthority AUTHORITY = new TestAuthority("authority", "EC", 256);
  private static final TestAuthority OTHER = new TestAuthority("other", "EC", 256);
  private static final KeyPair KEY = TestAuthority.keyPair("EC", 256);
  private static final X509Certificate SIGNER = AUTHORITY.certificate(TestAuthority.status(KEY));
  private static final TestFiles FILES = new TestFiles(AUTHORITY.keyHash());
  private static final byte[] HEAD = TestAuthority.sign(FILES.head(), SIGNER, KEY);
  private static final List<X509Certificate> TRUSTED =
      List.of(OTHER.certificate(), AUTHORITY.certificate());

  private static StatusFilter filter() {
    return usable(StatusFilter.open(HEAD, FILES.base, FILES.delta, TRUSTED));
  }

  private static StatusFilter usable(Opened opened) {
    assertThat(opened).isInstanceOf(Opened.Usable.class);
    return ((Opened.Usable) opened).filter();
  }

  private static FilterStatus ask(StatusFilter filter, long high, long low) {
    return filter.status(AUTHORITY.certificate().getPublicKey(), Drawn.serial(high, low), NOW);
  }

  @Test
  void status_eachMember_isWhatItIsByNow() {
    StatusFilter filter = filter();

    for (Members block : FILES.blocks) {
      for (int i = 0; i < block.size(); i++) {
        assertThat(ask(filter, block.high(i), block.low(i))).isEqualTo(FILES.now(block, i));
      }
    }
  }

  @Test
  void status_withoutDelta_isThatOfTheBase() {
    Head head = FILES.head();
    byte[] alone =
        TestAuthority.sign(
            new Head(
                head.authority(),
                head.number(),
                head.thisUpdate(),
                head.nextUpdate(),
                head.base(),
                Head.FileHash.NONE),
            SIGNER,
            KEY);
    StatusFilter filter = usable(StatusFilter.open(alone, FILES.base, new byte[0], TRUSTED));

    for (Members block : FILES.blocks) {
      for (int i = 0; i < block.size(); i++) {
        assertThat(ask(filter, block.high(i), block.low(i))).isEqualTo(block.status(i));
      }
    }
    assertThat(filter.coveredUntil().toEpochMilli()).isEqualTo(TestFiles.UNTIL_BASE);
  }

  @Test
  void status_issuedSinceTheBase_isGoodUnlessTheDeltaSaysOtherwise() {
    StatusFilter filter = filter();

    assertThat(ask(filter, Drawn.high(4, 1, 3 * TestFiles.SPAN + 6), Drawn.low(4, 1)))
        .isEqualTo(FilterStatus.GOOD);
    assertThat(ask(filter, Drawn.high(4, 0, 3 * TestFiles.SPAN + 5), Drawn.low(4, 0)))
        .isEqualTo(FilterStatus.REVOKED);
  }

  @Test
  void status_newerThanTheFilter_isNotCovered() {
    StatusFilter filter = filter();

    assertThat(ask(filter, Drawn.high(4, 1, 4 * TestFiles.SPAN), 1)).isEqualTo(FilterStatus.GOOD);
    assertThat(ask(filter, Drawn.high(4, 1, 4 * TestFiles.SPAN + 1), 1))
        .isEqualTo(FilterStatus.NOT_COVERED);
  }

  @Test
  void status_otherFormOfSerialNumber_isNotCovered() {
    for (BigInteger serial :
        List.of(
            BigInteger.ZERO,
            BigInteger.ONE,
            BigInteger.ONE.negate(),
            BigInteger.ONE.shiftLeft(119),
            BigInteger.ONE.shiftLeft(127),
            BigInteger.ONE.shiftLeft(159))) {
      assertThat(filter().status(AUTHORITY.certificate().getPublicKey(), serial, NOW))
          .isEqualTo(FilterStatus.NOT_COVERED);
    }
  }

  @Test
  void status_otherKey_isNotOurs() {
    assertThat(
            filter()
                .status(
                    OTHER.certificate().getPublicKey(),
                    Drawn.serial(FILES.blocks.get(0).high(0), FILES.blocks.get(0).low(0)),
                    NOW))
        .isEqualTo(FilterStatus.NOT_OURS);
  }

  @Test
  void status_aboutKeysOfAnotherAuthority_isNotOurs() {
    // A signer of one authority speaks of the certificates of another one.
    TestFiles others = new TestFiles(OTHER.keyHash());
    byte[] head = TestAuthority.sign(others.head(), SIGNER, KEY);
    StatusFilter filter = usable(StatusFilter.open(head, others.base, others.delta, TRUSTED));

    assertThat(
            filter.status(
                OTHER.certificate().getPublicKey(),
                Drawn.serial(others.blocks.get(0).high(0), others.blocks.get(0).low(0)),
                NOW))
        .isEqualTo(FilterStatus.NOT_OURS);
  }

  @Test
  void isBelieved_untilNextUpdateOrTheAgeThatIsAccepted() {
    StatusFilter filter = filter();
    StatusFilter lasting = filter.believedFor(Duration.ofDays(7));

    assertThat(filter.isBelieved(NOW.plus(Duration.ofDays(1)))).isTrue();
    assertThat(filter.isBelieved(NOW.plus(Duration.ofDays(1)).plusMillis(1))).isFalse();
    assertThat(lasting.isBelieved(NOW.plus(Duration.ofDays(7)))).isTrue();
    assertThat(lasting.isBelieved(NOW.plus(Duration.ofDays(7)).plusMillis(1))).isFalse();
  }

  @Test
  void isBelieved_clockBeforeTheFilterItself_isNot() {
    assertThat(filter().isBelieved(NOW.minus(Duration.ofMinutes(10)))).isTrue();
    assertThat(filter().isBelieved(NOW.minus(Duration.ofMinutes(10)).minusMillis(1))).isFalse();
  }

  @Test
  void isBelieved_afterTheSignersCertificate_isNot() {
    StatusFilter lasting = filter().believedFor(Duration.ofDays(1_000));

    assertThat(lasting.isBelieved(NOW.plus(Duration.ofDays(14)))).isTrue();
    assertThat(lasting.isBelieved(NOW.plus(Duration.ofDays(14)).plusSeconds(1))).isFalse();
  }

  @Test
  void status_whenNotBelieved_isTooOld() {
    assertThat(
            filter()
                .status(
                    AUTHORITY.certificate().getPublicKey(),
                    BigInteger.ONE,
                    NOW.plus(Duration.ofDays(2))))
        .isEqualTo(FilterStatus.TOO_OLD);
  }

  @Test
  void open_eachKindOfKey_isUsable() {
    for (KeyPair key :
        List.of(TestAuthority.keyPair("RSA", 2048), TestAuthority.keyPair("EC", 384))) {
      X509Certificate signer = AUTHORITY.certificate(TestAuthority.status(key));

      usable(
          StatusFilter.open(
              TestAuthority.sign(FILES.head(), signer, key), FILES.base, FILES.delta, TRUSTED));
    }
  }

  @Test
  void head_signature_isCmsForOthersToo() throws Exception {
    byte[] content = HeadWriter.content(FILES.head());
    for (KeyPair key :
        List.of(KEY, TestAuthority.keyPair("RSA", 2048), TestAuthority.keyPair("EC", 384))) {
      X509Certificate signer = AUTHORITY.certificate(TestAuthority.status(key));
      byte[] head = TestAuthority.sign(FILES.head(), signer, key);
      CMSSignedData cms =
          new CMSSignedData(
              new CMSProcessableByteArray(content),
              Arrays.copyOfRange(head, content.length, head.length));

      assertThat(
              cms.verifySignatures(
                  sid -> new JcaSimpleSignerInfoVerifierBuilder().build(signer.getPublicKey())))
          .isTrue();
    }
  }

  @Test
  void open_signerOfAnotherKind_isNotSigned() {
    X500Name name = new X500Name("C=JP,CN=STATUS1");
    KeyUsage signs = new KeyUsage(KeyUsage.digitalSignature);
    for (TestAuthority.Draft draft :
        List.of(
            new TestAuthority.Draft(name, KEY).with(Extension.keyUsage, signs),
            new TestAuthority.Draft(name, KEY)
                .with(Extension.keyUsage, signs)
                .with(Extension.extendedKeyUsage, TestAuthority.purpose("1.3.6.1.5.5.7.3.9")),
            new TestAuthority.Draft(name, KEY)
                .with(Extension.extendedKeyUsage, TestAuthority.purpose(StatusSigner.PURPOSE)),
            new TestAuthority.Draft(name, KEY)
                .with(Extension.keyUsage, new KeyUsage(KeyUsage.cRLSign))
                .with(Extension.extendedKeyUsage, TestAuthority.purpose(StatusSigner.PURPOSE)),
            TestAuthority.status(KEY).with(Extension.basicConstraints, new BasicConstraints(true)),
            TestAuthority.status(KEY)
                .with(Extension.nameConstraints, new BasicConstraints(false)))) {
      assertRefused(Opened.Refusal.NOT_SIGNED, AUTHORITY.certificate(draft), TRUSTED);
    }
  }

  @Test
  void open_signerOfAnUnknownAuthority_isNotSigned() {
    assertRefused(Opened.Refusal.NOT_SIGNED, SIGNER, List.of(OTHER.certificate()));
    assertRefused(
        Opened.Refusal.NOT_SIGNED,
        new TestAuthority("authority", "EC", 256).certificate(TestAuthority.status(KEY)),
        TRUSTED);
  }

  private static void assertRefused(
      Opened.Refusal why, X509Certificate signer, List<X509Certificate> trusted) {
    byte[] head = TestAuthority.sign(FILES.head(), signer, KEY);

    assertThat(StatusFilter.open(head, FILES.base, FILES.delta, trusted))
        .isInstanceOfSatisfying(
            Opened.Refused.class, refused -> assertThat(refused.why()).isEqualTo(why));
  }

  @Test
  void open_eachOctetFlipped_isRefused() {
    for (int i = 0; i < HEAD.length; i++) {
      assertRefused(flipped(HEAD, i), FILES.base, FILES.delta);
    }
    for (int i = 0; i < FILES.base.length; i++) {
      assertRefused(HEAD, flipped(FILES.base, i), FILES.delta);
    }
    for (int i = 0; i < FILES.delta.length; i++) {
      assertRefused(HEAD, FILES.base, flipped(FILES.delta, i));
    }
  }

  private static byte[] flipped(byte[] octets, int place) {
    byte[] other = octets.clone();
    other[place] ^= (byte) (1 << place % 8);
    return other;
  }

  @Test
  void open_truncatedOrLengthened_isRefused() {
    byte[] pack = StatusFilter.pack(HEAD, FILES.base, FILES.delta);
    assertThat(StatusFilter.open(pack, TRUSTED)).isInstanceOf(Opened.Usable.class);

    for (int length = 0; length < pack.length; length++) {
      assertThat(StatusFilter.open(Arrays.copyOf(pack, length), TRUSTED))
          .isInstanceOf(Opened.Refused.class);
    }
    assertThat(StatusFilter.open(Arrays.copyOf(pack, pack.length + 1), TRUSTED))
        .isInstanceOf(Opened.Refused.class);
  }

  private static void assertRefused(byte[] head, byte[] base, byte[] delta) {
    assertThat(StatusFilter.open(head, base, delta, TRUSTED)).isInstanceOf(Opened.Refused.class);
  }

  @Test
  void status_askedAgainAndAgain_makesNoObject() {
    StatusFilter filter = filter();
    int generation = filter.generation(AUTHORITY.keyHash());
    Members block = FILES.blocks.get(2);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    ask(filter, generation, block);

    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 20; i++) {
      ask(filter, generation, block);
    }

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(20_000);
  }

  private static void ask(StatusFilter filter, int generation, Members block) {
    for (int i = 0; i < block.size(); i++) {
      filter.status(generation, block.high(i), block.low(i));
    }
  }
}
