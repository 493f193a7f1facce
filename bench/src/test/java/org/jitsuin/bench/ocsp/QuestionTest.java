package org.jitsuin.bench.ocsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.jitsuin.base.model.Serial;
import org.junit.jupiter.api.Test;

/** The requests of the benchmarks, read by another implementation. */
class QuestionTest {
  private static final Serial SERIAL = Serial.of(BigInteger.valueOf(0x1234_5678_9abcL));
  private static final CertificateID ID =
      new CertificateID(
          new CertID(
              new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1),
              new DEROctetString(new byte[20]),
              new DEROctetString(new byte[20]),
              new ASN1Integer(SERIAL.value())));

  private final Question question = new Question(ID, SERIAL, false);

  private static byte[] body(byte[] request) {
    String text = new String(request, StandardCharsets.ISO_8859_1);
    return Arrays.copyOfRange(request, text.indexOf("\r\n\r\n") + 4, request.length);
  }

  private static byte[] nonce(byte[] request) throws IOException {
    return ASN1OctetString.getInstance(
            new OCSPReq(body(request))
                .getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce)
                .getParsedValue())
        .getOctets();
  }

  @Test
  void get_isAPathThatDecodesToARequestWithoutExtensions() throws IOException {
    String request = new String(question.get("/ocsp"), StandardCharsets.US_ASCII);
    assertThat(request).startsWith("GET /ocsp/").endsWith(" HTTP/1.1\r\nHost: localhost\r\n\r\n");
    String path = request.substring("GET /ocsp/".length(), request.indexOf(" HTTP"));
    assertThat(path).matches("[A-Za-z0-9%]+");
    OCSPReq read =
        new OCSPReq(Base64.getDecoder().decode(URLDecoder.decode(path, StandardCharsets.US_ASCII)));
    assertThat(read.getRequestList()).hasSize(1);
    assertThat(read.getRequestList()[0].getCertID()).isEqualTo(ID);
    assertThat(read.hasExtensions()).isFalse();
    assertThat(question.get("/ocsp")).isEqualTo(question.get("/ocsp"));
  }

  @Test
  void post_eachTime_hasAnotherNonceAndIsOtherwiseTheSame() throws IOException {
    Question.Post post = question.post("/ocsp");
    SecureRandom random = new SecureRandom();
    Set<String> nonces = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      byte[] request = post.next(random);
      String head = new String(request, StandardCharsets.ISO_8859_1);
      assertThat(head)
          .startsWith("POST /ocsp HTTP/1.1\r\n")
          .contains("\r\nContent-Length: " + body(request).length + "\r\n");
      assertThat(nonce(request)).hasSize(16);
      nonces.add(Arrays.toString(nonce(request)));
      assertThat(new OCSPReq(body(request)).getRequestList()[0].getCertID()).isEqualTo(ID);
    }
    assertThat(nonces).hasSize(20);
  }

  @Test
  void postPreferringEc_saysWhichSignatureItWants() throws IOException {
    byte[] request = question.postPreferringEc("/ocsp").next(new SecureRandom());
    OCSPReq read = new OCSPReq(body(request));
    assertThat(read.getExtensionOIDs().toArray())
        .containsExactlyInAnyOrder(
            OCSPObjectIdentifiers.id_pkix_ocsp_nonce,
            OCSPObjectIdentifiers.id_pkix_ocsp_pref_sig_algs);
  }
}
