package org.jitsuin.ocsp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.jitsuin.base.model.Serial;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestParserTest {
  private static final String UNKNOWN_OID = "1.2.3.4";
  private static final String NONCE_OID = "1.3.6.1.5.5.7.48.1.2";
  private static final CertID ONE = Requests.foreign(BigInteger.ONE);

  private final RequestParser parser = new RequestParser(new RequestLimits(16_384, 32, true));

  private OcspRequest parsed(byte[] octets) {
    assertThat(parser.parse(octets)).isInstanceOf(OcspRequest.class);
    return (OcspRequest) parser.parse(octets);
  }

  static Stream<Arguments> malformed() {
    byte[] good = Requests.of(ONE);
    return Stream.of(
        row("nothing", new byte[0]),
        row("a lone tag", new byte[] {0x30}),
        row("a cut-off end", Arrays.copyOf(good, good.length - 1)),
        row("octets after the end", Arrays.copyOf(good, good.length + 1)),
        row("no certificate", Requests.request(new DERSequence())),
        row("33 certificates", Requests.of(Collections.nCopies(33, ONE).toArray(CertID[]::new))),
        row("version v2", Requests.request(version(1), Requests.list(ONE))),
        row(
            "an unknown element",
            Requests.request(Requests.list(ONE), new DERTaggedObject(3, ONE))),
        row("a nonce of 0 octets", Requests.with(ONE, Requests.nonce(0))),
        row("a nonce of 129 octets", Requests.with(ONE, Requests.nonce(129))),
        row("two nonces", twoNonces()),
        row("a nonce of no octets and without an OCTET STRING", nonce(new byte[0])),
        row("129 octets without an OCTET STRING", nonce(new byte[129])),
        row(
            "an unknown critical extension",
            Requests.with(ONE, Requests.extension(UNKNOWN_OID, true, new byte[] {5, 0}))),
        row("a critical extension of one certificate", singleExtension(true)),
        row("hash parameters", Requests.of(hash(new AlgorithmIdentifier(oid(), oid())))),
        row("an indefinite length", HexFormat.of().parseHex("3080308030000000000000")),
        row("a long form of a short length", HexFormat.of().parseHex("308102" + "3000")),
        row("a length of four gigabytes", HexFormat.of().parseHex("3084ffffffff")),
        row("a multi-octet tag", HexFormat.of().parseHex("3f8101" + "00")),
        row("an OID cut off", withOid("0601ff")),
        row("a needless octet in a serial", withSerial("020200" + "01")),
        row("an empty serial", withSerial("0200")));
  }

  private static Arguments row(String name, byte[] octets) {
    return Arguments.of(Named.of(name, octets));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void parse_malformed_isSaid(byte[] octets) {
    assertThat(parser.parse(octets)).isInstanceOf(MalformedRequest.class);
  }

  @Test
  void parse_longerThanLimit_isRefusedUnread() {
    byte[] good = Requests.of(ONE);
    RequestParser strict = new RequestParser(new RequestLimits(good.length - 1, 32, true));
    assertThat(strict.parse(good)).isInstanceOf(MalformedRequest.class);
  }

  @Test
  void parse_asManyAsTheLimit_keepsOrder() {
    CertID[] certIds =
        Stream.iterate(BigInteger.ONE, BigInteger.ONE::add)
            .limit(32)
            .map(Requests::foreign)
            .toArray(CertID[]::new);
    assertThat(parsed(Requests.of(certIds)).certIds())
        .extracting(certId -> certId.serial().orElseThrow().value().intValue())
        .containsExactlyElementsOf(Stream.iterate(1, i -> i + 1).limit(32).toList());
  }

  @Test
  void parse_plain_repeatsCertIdOctets() {
    OcspRequest request = parsed(Requests.of(ONE));
    assertThat(request.nonce()).isEmpty();
    assertThat(request.certIds().getFirst().encoded()).isEqualTo(Requests.der(ONE));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 32, 127, 128})
  void parse_nonce_hasInnerOctets(int length) {
    OcspRequest request = parsed(Requests.with(ONE, Requests.nonce(length)));
    byte[] octets = new byte[length];
    Arrays.fill(octets, (byte) 7);
    assertThat(request.nonce().orElseThrow().value())
        .isEqualTo(Requests.der(new DEROctetString(octets)));
  }

  /** As clients sent it that were written by RFC 2560. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "00",
        "00112233445566778899aabbccddeeff",
        "04",
        "0401",
        "04010700",
        "0410aabb",
        "048101aa",
        "0480aa0000",
        "3003020101"
      })
  void parse_nonceWithoutItsOctetString_isRepeatedAsItCame(String value) {
    byte[] octets = HexFormat.of().parseHex(value);
    assertThat(parsed(nonce(octets)).nonce().orElseThrow().value()).isEqualTo(octets);
  }

  private static byte[] nonce(byte[] value) {
    return Requests.with(ONE, Requests.extension(NONCE_OID, false, value));
  }

  @Test
  void parse_defaultVersionWritten_isAccepted() {
    parsed(Requests.request(version(0), Requests.list(ONE)));
  }

  @Test
  void parse_requestorName_isPassedOver() {
    GeneralName name = new GeneralName(GeneralName.dNSName, new DERIA5String("client.example"));
    parsed(Requests.request(new DERTaggedObject(1, name), Requests.list(ONE)));
  }

  @Test
  void parse_signed_isAcceptedUnread() {
    DERSequence signature =
        new DERSequence(
            new ASN1Encodable[] {
              new AlgorithmIdentifier(oid()),
              new DERBitString(new byte[64]),
              new DERTaggedObject(0, new DERSequence())
            });
    DERSequence tbs = new DERSequence(Requests.list(ONE));
    parsed(
        Requests.der(
            new DERSequence(new ASN1Encodable[] {tbs, new DERTaggedObject(0, signature)})));
  }

  @Test
  void parse_extensionsThatDoNotMatter_arePassedOver() {
    parsed(Requests.with(ONE, Requests.extension(UNKNOWN_OID, false, new byte[] {5, 0})));
    parsed(Requests.with(ONE, Requests.extension("1.3.6.1.5.5.7.48.1.4", true, new byte[] {5, 0})));
    parsed(singleExtension(false));
  }

  @Test
  void parse_unknownHashAlgorithm_namesNoIssuer() {
    CertID certId = hash(new AlgorithmIdentifier(oid()));
    assertThat(parsed(Requests.of(certId)).certIds().getFirst().issuer()).isEmpty();
  }

  @Test
  void parse_hashWithoutParameters_isAccepted() {
    CertID certId = hash(new AlgorithmIdentifier(Requests.SHA_1.getAlgorithm()));
    assertThat(parsed(Requests.of(certId)).certIds().getFirst().issuer()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "-7fffffffffffffffffffffffffffffffffffffff"})
  void parse_numberThatIsNoSerial_isNoSerial(String number) {
    CertID certId = Requests.foreign(new BigInteger(number, 16));
    assertThat(parsed(Requests.of(certId)).certIds().getFirst().serial()).isEmpty();
  }

  @Test
  void parse_longestSerials_areToldFromLongerNumbers() {
    BigInteger longest = BigInteger.TWO.pow(159).subtract(BigInteger.ONE);
    OcspRequest request =
        parsed(
            Requests.of(Requests.foreign(longest), Requests.foreign(longest.add(BigInteger.ONE))));
    assertThat(request.certIds().getFirst().serial()).contains(Serial.of(longest));
    assertThat(request.certIds().getLast().serial()).isEmpty();
  }

  private static ASN1ObjectIdentifier oid() {
    return new ASN1ObjectIdentifier(UNKNOWN_OID);
  }

  private static DERTaggedObject version(int number) {
    return new DERTaggedObject(0, new ASN1Integer(number));
  }

  private static CertID hash(AlgorithmIdentifier algorithm) {
    return new CertID(
        algorithm,
        new DEROctetString(new byte[20]),
        new DEROctetString(new byte[20]),
        new ASN1Integer(1));
  }

  private static byte[] twoNonces() {
    DERSequence extensions =
        new DERSequence(new ASN1Encodable[] {Requests.nonce(8), Requests.nonce(8)});
    return Requests.request(Requests.list(ONE), new DERTaggedObject(2, extensions));
  }

  private static byte[] singleExtension(boolean critical) {
    Extensions extensions =
        new Extensions(Requests.extension(UNKNOWN_OID, critical, Requests.der(DERNull.INSTANCE)));
    DERSequence request =
        new DERSequence(new ASN1Encodable[] {ONE, new DERTaggedObject(0, extensions)});
    return Requests.request(new DERSequence(request));
  }

  /** A request whose serialNumber has that encoding. */
  private static byte[] withSerial(String integer) {
    return raw("06052b0e03021a", integer);
  }

  /** A request whose hash algorithm has that encoding. */
  private static byte[] withOid(String oid) {
    return raw(oid, "020101");
  }

  private static byte[] raw(String oid, String serial) {
    String hash = "0414" + "00".repeat(20);
    String certId = sequence(sequence(oid + "0500") + hash + hash + serial);
    return HexFormat.of().parseHex(sequence(sequence(sequence(sequence(certId)))));
  }

  private static String sequence(String content) {
    return "30" + HexFormat.of().toHexDigits((byte) (content.length() / 2)) + content;
  }

  @Test
  void parse_rawAsTheOthersButRight_isAccepted() {
    parsed(withOid("06052b0e03021a"));
  }
}
