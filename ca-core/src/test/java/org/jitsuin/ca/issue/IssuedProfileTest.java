package org.jitsuin.ca.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Date;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.OtherName;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.RegisterText;
import org.jitsuin.ca.profile.Pem;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.store.FiledCertificate;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.ca.testing.CardKey;
import org.jitsuin.ca.testing.DerText;
import org.jitsuin.testing.Openssl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is really issued, field by field (domain.md sections 1.2 and 1.3). */
@Tag("stack")
class IssuedProfileTest {
  private static final Map<Authority, CardKey> KEYS = new EnumMap<>(Authority.class);
  private static List<FiledCertificate> issued;
  private static CaFixture ca;

  @TempDir private Path directory;

  @BeforeAll
  static void issue() {
    ca = CaFixture.started();
    // Today's card for one, the next card for the other.
    KEYS.put(Authority.SIGNATURE, CardKey.rsa2048());
    KEYS.put(Authority.USER_IDENTIFICATION, CardKey.p384());
    Map<Authority, String> requests = new EnumMap<>(Authority.class);
    KEYS.forEach((kind, key) -> requests.put(kind, key.pem()));
    issued = CaFixture.done(ca.issue(ca.clerk(), ca.card(), requests)).certificates();
  }

  @AfterAll
  static void end() {
    ca.close();
  }

  private static CardCertificate certificate(Authority kind) {
    return filed(kind).certificate();
  }

  private static FiledCertificate filed(Authority kind) {
    return issued.stream()
        .filter(filed -> filed.certificate().kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  private static X509CertificateHolder holder(Authority kind) throws IOException {
    return new X509CertificateHolder(filed(kind).der().bytes());
  }

  private static X509Certificate authority(Authority kind)
      throws IOException, GeneralSecurityException {
    try (InputStream file =
        Files.newInputStream(ca.stack().home().resolve("ca/" + kind.id() + ".pem"))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(file);
    }
  }

  /** The whole certificate as text, but for what is different each time. */
  @ParameterizedTest
  @EnumSource(Authority.class)
  void certificate_asText_isTheGoldenFile(Authority kind)
      throws IOException, GeneralSecurityException {
    X509CertificateHolder certificate = holder(kind);
    HexFormat hex = HexFormat.of();
    byte[] ownKey =
        SubjectKeyIdentifier.fromExtensions(certificate.getExtensions()).getKeyIdentifier();
    String text =
        DerText.of(certificate.getEncoded())
            .replace(hex.formatHex(certificate.getSignature()), "(signature)")
            .replace(
                hex.formatHex(certificate.getSubjectPublicKeyInfo().getPublicKeyData().getBytes()),
                "(key)")
            .replace(hex.formatHex(ownKey), "(hash of the key)")
            .replace(
                hex.formatHex(SignedCertificate.subjectKeyIdentifier(authority(kind))),
                "(hash of the authority's key)")
            .replace(
                certificate.getSubject().getRDNs(BCStyle.CN)[0].getFirst().getValue().toString(),
                "(common name)")
            .replace(certificate.getSerialNumber().toString(16), "(serial)")
            .replaceAll("UTCTime \\d{12}GMT\\+00:00", "UTCTime (time)");
    try (InputStream golden =
        IssuedProfileTest.class.getResourceAsStream("/profile/" + kind.id() + ".txt")) {
      assertThat(golden).as("golden file").isNotNull();
      assertThat(text).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @EnumSource(Authority.class)
  void certificate_key_isTheCards(Authority kind) throws IOException {
    assertThat(holder(kind).getSubjectPublicKeyInfo().getEncoded())
        .isEqualTo(KEYS.get(kind).key().publicKey().getEncoded());
  }

  /** The end of the second that the database has; UTCTime ends at 14:59:59Z. */
  @ParameterizedTest
  @EnumSource(Authority.class)
  void certificate_validity_isTheFifthBirthdayInJapan(Authority kind) throws IOException {
    X509CertificateHolder certificate = holder(kind);
    assertThat(certificate.getNotBefore().toInstant()).isEqualTo(certificate(kind).notBefore());
    assertThat(certificate.getNotAfter().toInstant()).isEqualTo(certificate(kind).notAfter());
    assertThat(certificate.getNotAfter().toInstant().toString()).endsWith("-02-17T14:59:59Z");
  }

  @ParameterizedTest
  @EnumSource(Authority.class)
  void certificate_distributionPoint_isThatOfItsPartitionToTheByte(Authority kind)
      throws IOException {
    CRLDistPoint points =
        CRLDistPoint.getInstance(
            ASN1OctetString.getInstance(
                    holder(kind).getExtension(Extension.cRLDistributionPoints).getExtnValue())
                .getOctets());
    assertThat(points.getDistributionPoints()).hasSize(1);
    GeneralNames point =
        GeneralNames.getInstance(
            points.getDistributionPoints()[0].getDistributionPoint().getName());
    // Relying parties that know the real service take the first name for a directory entry.
    assertThat(point.getNames())
        .extracting(GeneralName::getTagNo)
        .containsExactly(GeneralName.directoryName, GeneralName.uniformResourceIdentifier);
    byte[] names = point.getEncoded("DER");
    byte[] kept =
        ca.admin()
            .withHandle(handle ->
                handle
                    .select(
                        "SELECT distribution_point FROM status.crl_partition WHERE partition_no = ?",
                        certificate(kind).crl().number())
                    .mapTo(byte[].class)
                    .one());
    assertThat(names).isEqualTo(kept);
    assertThat(certificate(kind).crl().partition()).isEqualTo("13221-g1");
  }

  @ParameterizedTest
  @EnumSource(Authority.class)
  void certificate_shownToOpenssl_isUnderstoodAndVerified(Authority kind) throws IOException {
    Openssl openssl = new Openssl(directory);
    Files.writeString(directory.resolve("cert.pem"), Pem.certificate(filed(kind).der().bytes()));
    Path authority = ca.stack().home().resolve("ca/" + kind.id() + ".pem").toAbsolutePath();
    String verified =
        openssl.succeed(
            "verify -x509_strict -explicit_policy -policy "
                + (kind == Authority.SIGNATURE
                    ? "1.2.392.200149.8.5.1.0.20"
                    : "1.2.392.200149.8.5.1.3.30")
                + " -CAfile "
                + authority
                + " cert.pem");
    assertThat(verified).isEqualTo("cert.pem: OK\n");
    assertThat(openssl.succeed("x509 -in cert.pem -noout -text"))
        .contains(
            "Version: 3 (0x2)",
            "Signature Algorithm: sha256WithRSAEncryption",
            "X509v3 Key Usage: critical",
            kind == Authority.SIGNATURE
                ? "Digital Signature, Non Repudiation\n"
                : "Digital Signature\n",
            "X509v3 Certificate Policies: critical",
            "CPS: http://www.jpki.go.jp/cps.html",
            "URI:http://localhost:8080/crl/" + kind.id() + "/13221-g1.crl",
            "OCSP - URI:http://localhost:8080/ocsp",
            "CA Issuers - URI:http://localhost:8080/ca/" + kind.id() + "-g1.cer");
  }

  /**
   * As real cards have it: 31 octets of subject key identifier are the end of what is signed, and
   * programs of relying parties count on it.
   */
  @ParameterizedTest
  @EnumSource(Authority.class)
  void certificate_endOfWhatIsSigned_isTheSubjectKeyIdentifier(Authority kind)
      throws IOException, GeneralSecurityException {
    X509CertificateHolder certificate = holder(kind);
    byte[] signed = certificate.toASN1Structure().getTBSCertificate().getEncoded("DER");
    byte[] key = certificate.getSubjectPublicKeyInfo().getPublicKeyData().getOctets();
    String identifier = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(key));
    assertThat(HexFormat.of().formatHex(signed, signed.length - 31, signed.length))
        .isEqualTo("301d0603551d0e04160414" + identifier);
    List<String> order =
        Arrays.stream(certificate.getExtensions().getExtensionOIDs())
            .map(ASN1ObjectIdentifier::getId)
            .toList();
    assertThat(order.getFirst()).isEqualTo("2.5.29.15");
    assertThat(order).hasSize(kind == Authority.SIGNATURE ? 8 : 7);
  }

  /** A kanji has three octets: at 43 a length takes two octets, at 86 three; 200 is the longest. */
  @ParameterizedTest
  @CsvSource({"42, 43", "43, 42", "85, 86", "86, 85", "200, 200"})
  void certificate_longNameAndAddress_isReadEverywhereAndFitsTheCard(int name, int address)
      throws IOException, GeneralSecurityException, InterruptedException {
    Holder some = CaFixture.holder();
    Holder holder =
        new Holder(
            some.registerId(),
            some.municipality(),
            new RegisterText("鬱".repeat(name), "1" + "0".repeat(name - 1)),
            new RegisterText("東京都" + "龜".repeat(address - 3), "0".repeat(address - 1) + "1"),
            some.sex(),
            some.birthDate());
    Card card = CaFixture.done(ca.register(ca.clerk(), holder));
    Map<Authority, String> request = Map.of(Authority.SIGNATURE, CardKey.rsa2048().pem());
    byte[] der =
        CaFixture.done(ca.issue(ca.clerk(), card, request)).certificates().getFirst().der().bytes();
    assertThat(der.length).isLessThan(4_096);
    // OpenSC reads the length of a certificate from its third and fourth octet.
    assertThat(HexFormat.of().formatHex(der, 0, 2)).isEqualTo("3082");
    List<String> values =
        List.of(
            holder.name().text(),
            "319800217",
            "2",
            holder.address().text(),
            holder.name().substitutes(),
            holder.address().substitutes());
    assertThat(namesByBouncyCastle(der)).isEqualTo(values);
    assertThat(namesByTheJdk(der)).isEqualTo(values);
    Openssl openssl = new Openssl(directory);
    Files.write(directory.resolve("long.der"), der);
    assertThat(
            openssl.succeed("asn1parse -inform DER -in long.der -strparse " + nameOffset(openssl)))
        .contains(values);
    Openssl.Result read =
        openssl.program(
            List.of("certtool", "--certificate-info", "--inder", "--infile", "long.der"));
    assertThat(read.code()).as(read.output()).isZero();
    // GnuTLS shows an otherName as the octets of its value.
    assertThat(read.output())
        .contains("1.2.392.200149.8.5.5.1")
        .contains(HexFormat.of().formatHex(utf8(holder.name().text())))
        .contains(HexFormat.of().formatHex(utf8(holder.address().text())));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Where OpenSSL finds the octets of the subjectAltName. */
  private static String nameOffset(Openssl openssl) {
    List<String> lines = openssl.succeed("asn1parse -inform DER -in long.der").lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).endsWith(":X509v3 Subject Alternative Name")) {
        return lines.get(i + 1).substring(0, lines.get(i + 1).indexOf(':')).strip();
      }
    }
    throw new AssertionError("OpenSSL finds no subjectAltName");
  }

  private static List<String> namesByBouncyCastle(byte[] der) throws IOException {
    return Arrays.stream(
            GeneralNames.fromExtensions(
                    new X509CertificateHolder(der).getExtensions(),
                    Extension.subjectAlternativeName)
                .getNames())
        .map(name -> OtherName.getInstance(name.getName()))
        .map(name -> ASN1UTF8String.getInstance(name.getValue()).getString())
        .toList();
  }

  /** Four elements for each since Java 19: type, DER, OID, value. */
  private static List<String> namesByTheJdk(byte[] der) throws GeneralSecurityException {
    X509Certificate certificate = SignedCertificate.parse(der);
    return certificate.getSubjectAlternativeNames().stream()
        .map(name -> (String) name.get(3))
        .toList();
  }

  /** Another authority did not issue it. */
  @ParameterizedTest
  @EnumSource(Authority.class)
  void certificate_underTheOtherAuthority_isNotVerified(Authority kind) throws IOException {
    Authority other =
        kind == Authority.SIGNATURE ? Authority.USER_IDENTIFICATION : Authority.SIGNATURE;
    Files.writeString(directory.resolve("cert.pem"), Pem.certificate(filed(kind).der().bytes()));
    Path authority = ca.stack().home().resolve("ca/" + other.id() + ".pem").toAbsolutePath();
    assertThat(new Openssl(directory).run("verify -CAfile " + authority + " cert.pem").code())
        .isNotZero();
  }

  /** The JDK's path validation, which is not the one that made it either. */
  @ParameterizedTest
  @EnumSource(Authority.class)
  void certificate_shownToTheJdk_isVerified(Authority kind)
      throws IOException, GeneralSecurityException {
    X509Certificate certificate = SignedCertificate.parse(filed(kind).der().bytes());
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority(kind), null)));
    parameters.setRevocationEnabled(false);
    parameters.setPolicyQualifiersRejected(false);
    parameters.setDate(Date.from(certificate(kind).notAfter()));
    CertPathValidator.getInstance("PKIX")
        .validate(
            CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate)),
            parameters);
  }

  /** Nothing of the holder is in the certificate that anybody may read off the card. */
  @ParameterizedTest
  @EnumSource(Authority.class)
  void certificate_personalData_isInTheSignatureCertificateOnly(Authority kind) throws IOException {
    String text = DerText.of(holder(kind).getEncoded());
    if (kind == Authority.SIGNATURE) {
      assertThat(text).contains("番号　花子", "319800217", "東京都清瀬市", "Kiyose-shi");
    } else {
      assertThat(text).doesNotContain("花子", "19800217", "清瀬", "1.2.392.200149.8.5.5");
    }
    // The name of the person is never in the subject, which is in every signed document.
    assertThat(holder(kind).getSubject().toString()).doesNotContain("花子");
  }
}
