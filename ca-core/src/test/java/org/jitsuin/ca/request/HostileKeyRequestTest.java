package org.jitsuin.ca.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.ca.request.RequestForgery.assertRefused;
import static org.jitsuin.ca.request.RequestForgery.pem;
import static org.jitsuin.ca.request.RequestForgery.read;
import static org.jitsuin.ca.request.RequestForgery.request;
import static org.jitsuin.ca.request.RequestForgery.rsa;
import static org.jitsuin.ca.request.RequestForgery.withKey;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.testing.CardKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests made to break the reader, or to get a key certified that the caller does not have. */
@Tag("stack")
class HostileKeyRequestTest {
  private static final CardKey KEY = CardKey.p384();
  private static final CardKey RSA_KEY = CardKey.rsa2048();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "garbage",
        "-----BEGIN CERTIFICATE REQUEST-----\n-----END CERTIFICATE REQUEST-----",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
        "AAAA",
        "MAA=", // an empty SEQUENCE
        "MAMCAQE=", // a SEQUENCE of one INTEGER
        "MIAAAA==", // of indefinite length
        "MIT/////" // of an absurd length
      })
  void read_garbage_refused(String text) {
    assertRefused(text, RefusalCode.KEY_REQUEST_INVALID, "signature is not PKCS#10");
  }

  @Test
  void read_tooLong_refusedWithoutParsing() {
    String request = KEY.pem();
    String padded = request + " ".repeat(8_193 - request.length());
    assertRefused(padded, RefusalCode.KEY_REQUEST_INVALID, "not PKCS#10");
    assertThat(read(padded.substring(0, 8_192))).isInstanceOf(Outcome.Done.class);
  }

  /** Sets are parsed eagerly, one within the other: the parser's depth must be bounded. */
  @ParameterizedTest
  @ValueSource(ints = {0x30, 0x31, 0xa0, 0x24})
  void read_deeplyNested_refused(int tag) {
    byte[] nested = new byte[6_000];
    for (int i = 0; i < nested.length; i += 2) {
      nested[i] = (byte) tag;
      nested[i + 1] = (byte) 0x80;
    }
    assertRefused(
        Base64.getEncoder().encodeToString(nested), RefusalCode.KEY_REQUEST_INVALID, "not PKCS#10");
  }

  @Test
  void read_contentChanged_failsTheProof() throws IOException {
    CertificationRequest request = CertificationRequest.getInstance(KEY.der());
    CertificationRequestInfo info = request.getCertificationRequestInfo();
    CertificationRequestInfo other =
        new CertificationRequestInfo(
            new X500Name("CN=other"), info.getSubjectPublicKeyInfo(), info.getAttributes());
    assertRefused(
        pem(other, request.getSignatureAlgorithm(), request.getSignature()),
        RefusalCode.PROOF_OF_POSSESSION_FAILED,
        "signature");
  }

  @Test
  void read_anotherKeyPutIn_failsTheProof() throws IOException {
    CertificationRequest request = CertificationRequest.getInstance(KEY.der());
    CertificationRequest other = CertificationRequest.getInstance(CardKey.p384().der());
    assertRefused(
        pem(
            other.getCertificationRequestInfo(),
            request.getSignatureAlgorithm(),
            request.getSignature()),
        RefusalCode.PROOF_OF_POSSESSION_FAILED,
        "signature");
  }

  /** The JDK throws for a signature of another length where it says no to others. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 96, 255, 257, 512})
  void read_signatureOfAnyLength_failsTheProof(int length) throws IOException {
    for (CardKey key : new CardKey[] {KEY, RSA_KEY}) {
      CertificationRequest request = CertificationRequest.getInstance(key.der());
      assertRefused(
          pem(
              request.getCertificationRequestInfo(),
              request.getSignatureAlgorithm(),
              new DERBitString(new byte[length])),
          RefusalCode.PROOF_OF_POSSESSION_FAILED,
          "signature");
    }
  }

  @Test
  void read_algorithmOfTheOtherKindOfKey_failsTheProof() throws IOException {
    CertificationRequest ec = CertificationRequest.getInstance(KEY.der());
    CertificationRequest rsa = CertificationRequest.getInstance(RSA_KEY.der());
    assertRefused(
        pem(ec.getCertificationRequestInfo(), rsa.getSignatureAlgorithm(), rsa.getSignature()),
        RefusalCode.PROOF_OF_POSSESSION_FAILED,
        "signature");
  }

  @Test
  void read_pointThatIsNotOnTheCurve_refused() throws IOException {
    CertificationRequest request = CertificationRequest.getInstance(KEY.der());
    SubjectPublicKeyInfo key = request.getCertificationRequestInfo().getSubjectPublicKeyInfo();
    byte[] point = key.getPublicKeyData().getBytes();
    point[point.length - 1] ^= 1;
    assertRefused(
        withKey(request, new SubjectPublicKeyInfo(key.getAlgorithm(), point)),
        RefusalCode.KEY_REQUEST_INVALID,
        "no usable key");
  }

  @Test
  void read_pointAtInfinity_refused() throws IOException {
    CertificationRequest request = CertificationRequest.getInstance(KEY.der());
    SubjectPublicKeyInfo key = request.getCertificationRequestInfo().getSubjectPublicKeyInfo();
    assertRefused(
        withKey(request, new SubjectPublicKeyInfo(key.getAlgorithm(), new byte[1])),
        RefusalCode.KEY_REQUEST_INVALID,
        "no usable key");
  }

  @Test
  void read_evenOrNegativeModulus_refused() throws IOException {
    CertificationRequest request = CertificationRequest.getInstance(RSA_KEY.der());
    BigInteger modulus =
        RSAPublicKey.getInstance(
                request.getCertificationRequestInfo().getSubjectPublicKeyInfo().parsePublicKey())
            .getModulus();
    for (BigInteger wrong : new BigInteger[] {modulus.clearBit(0), modulus.negate()}) {
      assertRefused(withKey(request, rsa(wrong)), RefusalCode.KEY_REQUEST_INVALID, "no usable key");
    }
  }

  /**
   * The same key in another encoding would have another hash, and be certified a second time. The
   * proof of possession does not help: the key's owner can sign any request.
   */
  @Test
  void read_keyInAnotherEncoding_refused() throws IOException {
    CertificationRequest request = CertificationRequest.getInstance(RSA_KEY.der());
    SubjectPublicKeyInfo key = request.getCertificationRequestInfo().getSubjectPublicKeyInfo();
    byte[] der = key.getPublicKeyData().getOctets();
    // SEQUENCE with a length of four octets where two are enough.
    byte[] longer = new byte[der.length + 2];
    longer[0] = der[0];
    longer[1] = (byte) 0x84;
    System.arraycopy(der, 2, longer, 4, der.length - 2);
    // A sequence whose end nobody looks at.
    byte[] trailing = Arrays.copyOf(der, der.length + 1);
    for (byte[] other : new byte[][] {longer, trailing}) {
      assertRefused(
          withKey(request, new SubjectPublicKeyInfo(key.getAlgorithm(), other)),
          RefusalCode.KEY_REQUEST_INVALID,
          "no usable key");
    }
  }

  /** RFC 3279 section 2.3.1 asks for NULL; the certificate would carry whatever stands there. */
  @Test
  void read_rsaWithOtherParameters_refused() throws IOException {
    CertificationRequest request = CertificationRequest.getInstance(RSA_KEY.der());
    SubjectPublicKeyInfo key = request.getCertificationRequestInfo().getSubjectPublicKeyInfo();
    AlgorithmIdentifier bare = new AlgorithmIdentifier(key.getAlgorithm().getAlgorithm());
    AlgorithmIdentifier more =
        new AlgorithmIdentifier(bare.getAlgorithm(), new DERUTF8String("anything"));
    for (AlgorithmIdentifier other : List.of(bare, more)) {
      assertRefused(
          withKey(request, new SubjectPublicKeyInfo(other, key.getPublicKeyData().getOctets())),
          RefusalCode.KEY_REQUEST_INVALID,
          "no usable key");
    }
  }

  /** RFC 5480 section 2.2 knows it, but then a key would have two encodings. */
  @Test
  void read_compressedPoint_refused() throws IOException {
    CertificationRequest request = CertificationRequest.getInstance(KEY.der());
    SubjectPublicKeyInfo key = request.getCertificationRequestInfo().getSubjectPublicKeyInfo();
    byte[] point = key.getPublicKeyData().getOctets();
    byte[] compressed = Arrays.copyOf(point, 1 + point.length / 2);
    compressed[0] = (byte) (2 + (point[point.length - 1] & 1));
    assertRefused(
        withKey(request, new SubjectPublicKeyInfo(key.getAlgorithm(), compressed)),
        RefusalCode.KEY_REQUEST_INVALID,
        "no usable key");
  }
}
