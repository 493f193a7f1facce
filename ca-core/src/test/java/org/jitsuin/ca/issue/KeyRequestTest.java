package org.jitsuin.ca.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.RSAPrivateKeySpec;
import java.util.Base64;
import java.util.Set;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.ca.lifecycle.Outcome;
import org.jitsuin.ca.lifecycle.Refusal;
import org.jitsuin.ca.lifecycle.RefusalCode;
import org.jitsuin.ca.lint.WeakRsa;
import org.jitsuin.ca.testing.CardKey;
import org.jitsuin.ca.testing.Openssl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRequestTest {
  private static final Set<SignatureScheme> ALLOWED =
      Set.of(SignatureScheme.RSA_2048_SHA256, SignatureScheme.ECDSA_P384_SHA384);
  private static final CardKey KEY = CardKey.p384();
  private static final CardKey RSA_KEY = CardKey.rsa2048();

  @TempDir private Path directory;

  private static Outcome<KeyRequest> read(String text) {
    return KeyRequest.read(text, "signature", ALLOWED);
  }

  private static void assertRefused(String text, RefusalCode code, String detail) {
    assertThat(read(text))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> {
              Refusal refusal = refused.refusal();
              assertThat(refusal.code()).isEqualTo(code);
              assertThat(refusal.detail()).contains(detail);
            });
  }

  private String openssl(String keyOptions, String requestOptions) throws IOException {
    Openssl openssl = new Openssl(directory);
    openssl.succeed("genpkey -quiet -out key.pem " + keyOptions);
    openssl.succeed("req -new -key key.pem -subj /CN=card -out request.pem " + requestOptions);
    return Files.readString(directory.resolve("request.pem"));
  }

  @ParameterizedTest
  @CsvSource({
    "-algorithm RSA -pkeyopt rsa_keygen_bits:2048, -sha256, RSA_2048_SHA256",
    "-algorithm RSA -pkeyopt rsa_keygen_bits:2048, -sha512, RSA_2048_SHA256",
    "-algorithm EC -pkeyopt ec_paramgen_curve:P-384, -sha384, ECDSA_P384_SHA384",
    "-algorithm EC -pkeyopt ec_paramgen_curve:P-384, -sha256, ECDSA_P384_SHA384"
  })
  void read_madeByOpenssl_isTheKey(String key, String digest, SignatureScheme scheme)
      throws IOException {
    String request = openssl(key, digest);
    KeyRequest read = ((Outcome.Done<KeyRequest>) read(request)).result();
    assertThat(read.scheme()).isEqualTo(scheme);
    new Openssl(directory).succeed("pkey -in key.pem -pubout -outform DER -out public.der");
    assertThat(read.key().getEncoded())
        .isEqualTo(Files.readAllBytes(directory.resolve("public.der")));
  }

  @ParameterizedTest
  @CsvSource({
    "-algorithm EC -pkeyopt ec_paramgen_curve:P-256",
    "-algorithm EC -pkeyopt ec_paramgen_curve:secp521r1",
    "-algorithm RSA -pkeyopt rsa_keygen_bits:1024",
    "-algorithm RSA -pkeyopt rsa_keygen_bits:3072"
  })
  void read_kindOrSizeThatIsNotCertified_refused(String key) throws IOException {
    assertRefused(
        openssl(key, "-sha256"),
        RefusalCode.KEY_ALGORITHM_NOT_ALLOWED,
        "ecdsa-p384-sha384, rsa-2048-sha256");
  }

  /** Curves of 384 bits that are not P-384, and P-384 written out instead of named. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ec_paramgen_curve:brainpoolP384r1",
        "ec_paramgen_curve:brainpoolP384t1",
        "ec_paramgen_curve:P-384 -pkeyopt ec_param_enc:explicit"
      })
  void read_otherCurveOfTheSameSize_refused(String curve) throws IOException {
    assertThat(read(openssl("-algorithm EC -pkeyopt " + curve, "-sha384")))
        .isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void read_ed25519_refused() throws IOException {
    assertRefused(
        openssl("-algorithm ED25519", "-utf8"),
        RefusalCode.KEY_REQUEST_INVALID,
        "SHA-256 or better");
  }

  @Test
  void read_signedWithSha1_refused() throws IOException {
    assertRefused(
        openssl("-algorithm RSA -pkeyopt rsa_keygen_bits:2048", "-sha1"),
        RefusalCode.KEY_REQUEST_INVALID,
        "SHA-256 or better");
  }

  @Test
  void read_exponentThree_refused() throws IOException {
    assertRefused(
        openssl(
            "-algorithm RSA -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_keygen_pubexp:3", "-sha256"),
        RefusalCode.KEY_WEAK,
        "exponent");
  }

  @Test
  void read_derOrPemInAnyForm_isTheSameKey() {
    byte[] der = KEY.der();
    for (String text :
        new String[] {
          CardKey.pem(der),
          CardKey.pem(der).replace("CERTIFICATE", "NEW CERTIFICATE"),
          CardKey.pem(der).replace("\n", "\r\n"),
          Base64.getEncoder().encodeToString(der),
          "  " + Base64.getMimeEncoder().encodeToString(der) + "\n"
        }) {
      assertThat(read(text)).isInstanceOf(Outcome.Done.class);
    }
  }

  @Test
  void read_hash_isThatOfTheKeyAndNotOfTheRequest() {
    KeyRequest one = ((Outcome.Done<KeyRequest>) read(KEY.pem())).result();
    KeyRequest other = ((Outcome.Done<KeyRequest>) read(KEY.pem())).result();
    assertThat(one.hash()).isEqualTo(other.hash());
  }

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

  @Test
  void read_primesOfTheRocaDefect_refused() throws IOException {
    assertRefused(request(WeakRsa.roca()), RefusalCode.KEY_WEAK, "CVE-2017-15361");
  }

  @Test
  void read_closePrimes_refused() throws IOException {
    assertRefused(request(WeakRsa.close()), RefusalCode.KEY_WEAK, "close together");
  }

  @Test
  void read_onePrimeTwice_refused() throws IOException {
    assertRefused(request(WeakRsa.square()), RefusalCode.KEY_WEAK, "close together");
  }

  private static SubjectPublicKeyInfo rsa(BigInteger modulus) throws IOException {
    return new SubjectPublicKeyInfo(
        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
        new RSAPublicKey(modulus, BigInteger.valueOf(65_537)));
  }

  private static String request(WeakRsa key) throws IOException {
    try {
      PrivateKey privateKey =
          KeyFactory.getInstance("RSA")
              .generatePrivate(new RSAPrivateKeySpec(key.modulus(), key.privateExponent()));
      return CardKey.pem(
          new PKCS10CertificationRequestBuilder(new X500Name("CN=card"), rsa(key.modulus()))
              .build(new JcaContentSignerBuilder("SHA256withRSA").build(privateKey))
              .getEncoded());
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String withKey(CertificationRequest request, SubjectPublicKeyInfo key)
      throws IOException {
    CertificationRequestInfo info = request.getCertificationRequestInfo();
    return pem(
        new CertificationRequestInfo(info.getSubject(), key, info.getAttributes()),
        request.getSignatureAlgorithm(),
        request.getSignature());
  }

  private static String pem(
      CertificationRequestInfo info, AlgorithmIdentifier algorithm, ASN1BitString signature)
      throws IOException {
    return CardKey.pem(
        new DERSequence(new ASN1Encodable[] {info, algorithm, signature})
            .getEncoded(ASN1Encoding.DER));
  }
}
