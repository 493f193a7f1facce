package org.jitsuin.crl.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.cert.X509CRLEntryHolder;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.crl.testing.OpenSsl;
import org.jitsuin.crl.testing.StatusRows;
import org.jitsuin.crl.testing.TestPki;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("stack")
class CrlWriterTest {
  private static final Instant NOW = Instant.parse("2025-10-27T03:04:05Z");
  private static final int SMALLEST = 20;
  private static final int LARGEST = 39;

  @TempDir private Path directory;

  private CrlContent content(TestPki pki) {
    return new CrlContent(pki.partition(), 42, NOW, NOW.plus(Duration.ofHours(36)));
  }

  private X509CRLHolder written(TestPki pki, EntrySpool entries) throws IOException {
    Path file = directory.resolve("one.crl");
    CrlWriter.write(content(pki), entries, pki.key(), file);
    CheckedCrl checked = CrlCheck.check(file, content(pki), entries.count());
    byte[] der = Files.readAllBytes(file);
    assertThat(checked.size()).isEqualTo(der.length);
    X509CRLHolder crl = new X509CRLHolder(der);
    assertThat(crl.toASN1Structure().getEncoded(ASN1Encoding.DER)).isEqualTo(der);
    return crl;
  }

  @ParameterizedTest
  @EnumSource(names = "RSA_4096_SHA256", mode = EnumSource.Mode.EXCLUDE)
  void write_withoutEntries_isACompleteCrlThatVerifies(SignatureScheme scheme) throws Exception {
    TestPki pki = new TestPki(scheme, NOW);
    try (EntrySpool entries = new EntrySpool(directory)) {
      X509CRLHolder crl = written(pki, entries);
      assertThat(crl.getRevokedCertificates().size()).isZero();
      assertThat(crl.toASN1Structure().getTBSCertList().getVersionNumber()).isEqualTo(2);
      assertThat(crl.getThisUpdate()).isEqualTo(NOW);
      assertThat(crl.getNextUpdate()).isEqualTo(NOW.plus(Duration.ofHours(36)));
      assertThat(crl.getIssuer().getEncoded()).isEqualTo(pki.partition().issuer().name());
      assertThat(
              crl.isSignatureValid(
                  new JcaContentVerifierProviderBuilder()
                      .build(pki.partition().issuer().certificate().getPublicKey())))
          .isTrue();
    }
  }

  @Test
  void write_anyCrl_namesItsScopeInACriticalExtension() throws IOException {
    TestPki pki = new TestPki(SignatureScheme.ECDSA_P256_SHA256, NOW);
    try (EntrySpool entries = new EntrySpool(directory)) {
      Extension extension = written(pki, entries).getExtension(Extension.issuingDistributionPoint);
      assertThat(extension.isCritical()).isTrue();
      IssuingDistributionPoint point =
          IssuingDistributionPoint.getInstance(extension.getParsedValue());
      assertThat(point.onlyContainsUserCerts()).isTrue();
      assertThat(point.getDistributionPoint().getName())
          .isEqualTo(pki.partition().distributionPoint().orElseThrow());
    }
  }

  @ParameterizedTest
  @EnumSource(names = "REMOVE_FROM_CRL", mode = EnumSource.Mode.EXCLUDE)
  void write_anyReason_isReadBackAndUnspecifiedIsLeftOut(RevocationReason reason)
      throws IOException {
    TestPki pki = new TestPki(SignatureScheme.ECDSA_P256_SHA256, NOW);
    try (EntrySpool entries = new EntrySpool(directory)) {
      entries.add(StatusRows.serial(1).octets(), NOW.toEpochMilli(), reason);
      X509CRLEntryHolder entry =
          written(pki, entries).getRevokedCertificate(StatusRows.serial(1).value());
      assertThat(entry.getRevocationDate()).isEqualTo(NOW);
      Extension extension = entry.getExtension(Extension.reasonCode);
      if (reason == RevocationReason.UNSPECIFIED) {
        assertThat(extension).isNull();
      } else {
        assertThat(CRLReason.getInstance(extension.getParsedValue()).getValue().intValue())
            .isEqualTo(reason.code());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2025-10-01T00:00:00.999Z, SUPERSEDED,"
        + "302630 0a0603551d1504030a0104 3018 0603551d18 0411 180f 32303235313030313030303030305a",
    "2025-10-01T00:00:00Z, UNSPECIFIED, 301a3018 0603551d18 0411 180f 32303235313030313030303030305a",
    "2051-02-03T04:05:06Z, KEY_COMPROMISE,"
        + "302630 0a0603551d1504030a0101 3018 0603551d18 0411 180f 32303531303230333034303530365a"
  })
  void write_invalidityDate_isAGeneralizedTimeInAnyYear(
      Instant invalidSince, RevocationReason reason, String hex) throws Exception {
    TestPki pki = new TestPki(SignatureScheme.ECDSA_P256_SHA256, NOW);
    try (EntrySpool entries = new EntrySpool(directory)) {
      entries.add(
          StatusRows.serial(1).octets(), NOW.toEpochMilli(), reason, invalidSince.toEpochMilli());
      entries.add(StatusRows.serial(2).octets(), NOW.toEpochMilli(), reason);
      X509CRLHolder crl = written(pki, entries);
      Extensions extensions =
          crl.getRevokedCertificate(StatusRows.serial(1).value()).getExtensions();
      assertThat(extensions.getEncoded(ASN1Encoding.DER))
          .isEqualTo(HexFormat.of().parseHex(hex.replace(" ", "")));
      X509CRL seen =
          (X509CRL)
              CertificateFactory.getInstance("X.509")
                  .generateCRL(new ByteArrayInputStream(crl.getEncoded()));
      assertThat(seen.getRevokedCertificate(StatusRows.serial(1).value()).hasExtensions()).isTrue();
      assertThat(
              seen.getRevokedCertificate(StatusRows.serial(1).value())
                  .getExtensionValue(Extension.invalidityDate.getId()))
          .isEqualTo(extensions.getExtension(Extension.invalidityDate).getExtnValue().getEncoded());
      assertThat(
              crl.getRevokedCertificate(StatusRows.serial(2).value())
                  .getExtension(Extension.invalidityDate))
          .isNull();
    }
  }

  @Test
  void write_serialsOfEveryLengthAndTimesOfEveryKind_areReadBack() throws IOException {
    TestPki pki = new TestPki(SignatureScheme.ECDSA_P256_SHA256, NOW);
    Instant far = Instant.parse("2051-02-03T04:05:06Z");
    List<BigInteger> serials =
        List.of(
            BigInteger.ONE,
            BigInteger.valueOf(0x0102),
            BigInteger.valueOf(0x7fffff),
            BigInteger.valueOf(0x80),
            BigInteger.ONE.shiftLeft(159).subtract(BigInteger.ONE),
            BigInteger.valueOf(0xff01));
    List<BigInteger> inOrder =
        serials.stream().sorted((a, b) -> Arrays.compareUnsigned(octets(a), octets(b))).toList();
    try (EntrySpool entries = new EntrySpool(directory)) {
      for (BigInteger serial : inOrder) {
        entries.add(octets(serial), far.toEpochMilli(), RevocationReason.SUPERSEDED);
      }
      X509CRLHolder crl = written(pki, entries);
      for (BigInteger serial : serials) {
        assertThat(crl.getRevokedCertificate(serial).getRevocationDate()).isEqualTo(far);
      }
    }
  }

  private static byte[] octets(BigInteger serial) {
    return Serial.of(serial).octets();
  }

  /** The lengths of the list, of the to-be-signed part and of the whole all pass 65,536 here. */
  @Test
  void write_lengthsAroundEveryBoundary_areAllDer() throws IOException {
    TestPki pki = new TestPki(SignatureScheme.ECDSA_P256_SHA256, NOW);
    for (int size = 100; size < 300; size++) {
      writeEntriesOf(pki, size);
    }
    for (int size = 64_900; size < 65_540; size++) {
      writeEntriesOf(pki, size);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {127, 128, 255, 256, 65_535, 65_536})
  void write_listAtABoundary_isReadAlikeByOpensslAndTheJdk(int size) throws Exception {
    TestPki pki = new TestPki(SignatureScheme.ECDSA_P256_SHA256, NOW);
    writeEntriesOf(pki, size);
    Path file = directory.resolve("one.crl");
    List<BigInteger> ours =
        Arrays.stream(
                new X509CRLHolder(Files.readAllBytes(file))
                    .toASN1Structure()
                    .getRevokedCertificates())
            .map(entry -> entry.getUserCertificate().getValue())
            .toList();
    X509CRL jdk =
        (X509CRL)
            CertificateFactory.getInstance("X.509")
                .generateCRL(new ByteArrayInputStream(Files.readAllBytes(file)));
    assertThat(jdk.getRevokedCertificates())
        .extracting(X509CRLEntry::getSerialNumber)
        .containsExactlyInAnyOrderElementsOf(ours);
    String text =
        OpenSsl.run("crl", "-inform", "DER", "-in", file.toString(), "-noout", "-text").output();
    assertThat(
            text.lines()
                .filter(line -> line.startsWith("    Serial Number: "))
                .map(line -> new BigInteger(line.substring(line.indexOf(": ") + 2), 16)))
        .containsExactlyElementsOf(ours);
  }

  private void writeEntriesOf(TestPki pki, int size) throws IOException {
    try (EntrySpool entries = new EntrySpool(directory)) {
      for (int index = 1; entries.size() < size; index++) {
        long left = size - entries.size();
        long next = left <= LARGEST ? left : Math.clamp(left - SMALLEST, SMALLEST + 1, LARGEST);
        entries.add(serial(index, next), NOW.toEpochMilli(), RevocationReason.UNSPECIFIED);
      }
      if (entries.size() == size) {
        assertThat(written(pki, entries).getRevokedCertificates().size())
            .isEqualTo((int) entries.count());
      }
    }
  }

  /** A serial that makes an entry of that many octets. */
  private static byte[] serial(int index, long entry) {
    byte[] serial = new byte[Math.clamp(entry - SMALLEST + 1, 1, 20)];
    serial[0] = (byte) Math.min(127, 1 + index / 256 + (serial.length == 1 ? 126 : 0));
    if (serial.length > 1) {
      serial[1] = (byte) index;
    }
    return serial;
  }
}
