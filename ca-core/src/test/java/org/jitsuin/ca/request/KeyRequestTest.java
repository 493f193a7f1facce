package org.jitsuin.ca.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.ca.request.RequestForgery.assertRefused;
import static org.jitsuin.ca.request.RequestForgery.read;
import static org.jitsuin.ca.request.RequestForgery.request;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.ca.lint.WeakRsa;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.testing.CardKey;
import org.jitsuin.testing.Openssl;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("stack")
class KeyRequestTest {
  private static final CardKey KEY = CardKey.p384();

  @TempDir private Path directory;

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

  /** RFC 7468 §2 and §5.2: what stands outside of the boundaries explains, and is no part of it. */
  @Test
  void read_textBeforeAndAfter_isPassedOver() throws IOException {
    openssl("-algorithm RSA -pkeyopt rsa_keygen_bits:2048", "-sha256 -text");
    String told = Files.readString(directory.resolve("request.pem"));
    assertThat(told).startsWith("Certificate Request:");
    for (String text :
        List.of(
            told,
            told.replace("\n", "\r\n"),
            told.replace('\n', '\r'),
            "\uFEFF" + told,
            "\uFEFF" + KEY.pem(),
            KEY.pem().replace('\n', '\r'),
            KEY.pem().replace("\n", " \t\n"),
            KEY.pem().replace("\n", ""),
            "Bag Attributes\n    friendlyName: カード\nKey Attributes: <No Attributes>\n"
                + KEY.pem()
                + "\nwith kind regards\n")) {
      assertThat(read(text)).as(text).isInstanceOf(Outcome.Done.class);
    }
  }

  @Test
  void read_severalObjects_isToldSo() throws IOException {
    openssl("-algorithm EC -pkeyopt ec_paramgen_curve:P-384", "-sha384");
    String key = Files.readString(directory.resolve("key.pem"));
    String wanted = "holds 2 objects in PEM; send the request alone";
    assertRefused(KEY.pem() + KEY.pem(), RefusalCode.KEY_REQUEST_INVALID, wanted);
    assertRefused(key + KEY.pem(), RefusalCode.KEY_REQUEST_INVALID, wanted);
    assertRefused(KEY.pem() + key, RefusalCode.KEY_REQUEST_INVALID, wanted);
  }

  @Test
  void read_boundariesThatDoNotFit_isNotPkcs10() {
    for (String text :
        List.of(
            KEY.pem().replace("END CERTIFICATE REQUEST", "END NEW CERTIFICATE REQUEST"),
            KEY.pem().replace("CERTIFICATE REQUEST", "CERTIFICATE"),
            KEY.pem().replace("-----END CERTIFICATE REQUEST-----", ""),
            KEY.pem().replace("-----BEGIN CERTIFICATE REQUEST-----", "-----BEGIN "),
            KEY.pem().replaceFirst("\n", "\nProc-Type: 4,ENCRYPTED\n"))) {
      assertRefused(text, RefusalCode.KEY_REQUEST_INVALID, "is not PKCS#10");
    }
  }

  /**
   * What some cards and programs write; the signature is over the DER, which these octets are not.
   */
  @Test
  void read_octetsThatAreNotDer_isToldSoAndNotThatTheKeyDidNotSign() {
    CardKey key = CardKey.rsa2048();
    byte[] der = key.der();
    byte[] longLength = new byte[der.length + 1];
    // 30 82 LLLL becomes 30 83 00LLLL.
    assertThat(der[1]).isEqualTo((byte) 0x82);
    longLength[0] = der[0];
    longLength[1] = (byte) 0x83;
    System.arraycopy(der, 2, longLength, 3, der.length - 2);
    assertRefused(
        Base64.getEncoder().encodeToString(longLength),
        RefusalCode.KEY_REQUEST_INVALID,
        "is not encoded in DER");
    assertRefused(
        Base64.getEncoder().encodeToString(key.unsorted()),
        RefusalCode.KEY_REQUEST_INVALID,
        "is not encoded in DER");
  }

  @Test
  void read_hash_isThatOfTheKeyAndNotOfTheRequest() {
    KeyRequest one = ((Outcome.Done<KeyRequest>) read(KEY.pem())).result();
    KeyRequest other = ((Outcome.Done<KeyRequest>) read(KEY.pem())).result();
    assertThat(one.hash()).isEqualTo(other.hash());
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
}
