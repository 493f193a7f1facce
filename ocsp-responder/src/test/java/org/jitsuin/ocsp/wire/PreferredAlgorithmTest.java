package org.jitsuin.ocsp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PreferredAlgorithmTest {
  private static final CertID ONE = Requests.foreign(BigInteger.ONE);
  private static final AlgorithmIdentifier RSA = rsa(DERNull.INSTANCE);
  private static final AlgorithmIdentifier ECDSA =
      new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
  private static final AlgorithmIdentifier P256 = curve(SECObjectIdentifiers.secp256r1);

  private final RequestParser parser = new RequestParser(new RequestLimits(16_384, 32, true));

  private static AlgorithmIdentifier rsa(ASN1Encodable parameters) {
    return new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, parameters);
  }

  private static AlgorithmIdentifier curve(ASN1ObjectIdentifier name) {
    return new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, name);
  }

  private List<PreferredAlgorithm> parsed(ASN1Encodable... algorithms) {
    ParsedRequest request = parser.parse(Requests.with(ONE, Requests.preferences(algorithms)));
    assertThat(request).isInstanceOf(OcspRequest.class);
    return ((OcspRequest) request).preferredAlgorithms();
  }

  private static byte[] value(byte[] octets) {
    return Requests.with(ONE, Requests.extension(Requests.PREFERENCES_OID, false, octets));
  }

  private static byte[] list(ASN1Encodable... elements) {
    return Requests.with(ONE, Requests.preferences(elements));
  }

  static Stream<Arguments> malformed() {
    AlgorithmIdentifier large = rsa(new DEROctetString(new byte[2_048]));
    ASN1Encodable[] three = {RSA, P256, P256};
    return Stream.of(
        row("nothing", value(new byte[0])),
        row("no sequence", value(new byte[] {5, 0})),
        row("a sequence cut off", value(new byte[] {0x30, 4, 0x30, 3, 6, 1})),
        row("octets after the end", value(new byte[] {0x30, 0, 5, 0})),
        row("an element that is no sequence", list(new ASN1Integer(1))),
        row("an element that is empty", list(new DERSequence())),
        row("an algorithm that is none", list(new DERSequence(new ASN1Integer(1)))),
        row("an algorithm without a name", list(new DERSequence(new DERSequence()))),
        row("an OID cut off", value(new byte[] {0x30, 7, 0x30, 5, 0x30, 3, 6, 1, -1})),
        row(
            "a NULL with content",
            value(new byte[] {0x30, 10, 0x30, 8, 0x30, 6, 6, 1, 42, 5, 1, 0})),
        row("an element of three parts", list(new DERSequence(three))),
        row("17 algorithms", list(copies(17))),
        row("more than 2 KB", list(Requests.preferred(large))),
        row("two lists", twoLists()));
  }

  private static Arguments row(String name, byte[] octets) {
    return Arguments.of(Named.of(name, octets));
  }

  private static ASN1Encodable[] copies(int count) {
    return Collections.nCopies(count, Requests.preferred(RSA)).toArray(ASN1Encodable[]::new);
  }

  private static byte[] twoLists() {
    ASN1Encodable[] both = {Requests.preferences(), Requests.preferences()};
    return Requests.request(Requests.list(ONE), new DERTaggedObject(2, new DERSequence(both)));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void parse_malformed_isSaid(byte[] octets) {
    assertThat(parser.parse(octets)).isInstanceOf(MalformedRequest.class);
  }

  @Test
  void parse_asManyAsTheLimit_isAccepted() {
    assertThat(parsed(copies(16))).hasSize(16);
  }

  @Test
  void parse_none_isNoPreference() {
    assertThat(parsed()).isEmpty();
  }

  @Test
  void parse_several_keepsTheirOrder() {
    assertThat(parsed(Requests.preferred(ECDSA, P256), Requests.preferred(RSA)))
        .extracting(PreferredAlgorithm::signature)
        .containsExactly(AlgorithmName.of(ECDSA), AlgorithmName.of(RSA));
  }

  private boolean is(
      ASN1Encodable preferred, AlgorithmIdentifier signature, AlgorithmIdentifier key) {
    return parsed(preferred)
        .getFirst()
        .is(new ResponseAlgorithm(AlgorithmName.of(signature), AlgorithmName.of(key)));
  }

  @Test
  void is_sameSignature_isIt() {
    assertThat(is(Requests.preferred(ECDSA), ECDSA, P256)).isTrue();
    assertThat(is(Requests.preferred(ECDSA), RSA, P256)).isFalse();
  }

  @Test
  void is_noParametersOrNull_areTheSame() {
    assertThat(is(Requests.preferred(rsa(null)), RSA, P256)).isTrue();
    assertThat(is(Requests.preferred(RSA), rsa(null), P256)).isTrue();
    assertThat(is(Requests.preferred(rsa(new DERSequence())), RSA, P256)).isFalse();
  }

  @Test
  void is_curveNamed_isThatCurveOnly() {
    AlgorithmIdentifier p384 = curve(SECObjectIdentifiers.secp384r1);
    AlgorithmIdentifier any = new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey);
    assertThat(is(Requests.preferred(ECDSA, P256), ECDSA, P256)).isTrue();
    assertThat(is(Requests.preferred(ECDSA, p384), ECDSA, P256)).isFalse();
    assertThat(is(Requests.preferred(ECDSA, any), ECDSA, P256)).isTrue();
    assertThat(is(Requests.preferred(ECDSA, RSA), ECDSA, P256)).isFalse();
  }
}
