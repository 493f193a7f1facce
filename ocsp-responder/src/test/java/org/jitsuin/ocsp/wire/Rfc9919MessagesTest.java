package org.jitsuin.ocsp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ocsp.BasicOCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SoftwareKey;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ocsp.status.CertificateStatus;
import org.jitsuin.testing.Openssl;
import org.jitsuin.testing.Rfc9919;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of RFC 9919 appendix B: read as its clients send them, written as they expect. */
class Rfc9919MessagesTest {
  private static final Serial SERIAL = Serial.of(BigInteger.valueOf(27_979_789));

  /** A time within the days for which the response is current. */
  private static final String CURRENT = "1712660000";

  private final RequestParser parser = new RequestParser(new RequestLimits(255, 1, true));

  private OcspRequest request() {
    assertThat(parser.parse(Rfc9919.REQUEST.der())).isInstanceOf(OcspRequest.class);
    return (OcspRequest) parser.parse(Rfc9919.REQUEST.der());
  }

  private static X509CertificateHolder certificate(Rfc9919 example) {
    try {
      return new X509CertificateHolder(example.der());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static BasicOCSPResponse response() {
    return BasicOCSPResponse.getInstance(
        OCSPResponse.getInstance(Rfc9919.RESPONSE.der())
            .getResponseBytes()
            .getResponse()
            .getOctets());
  }

  @Test
  void parse_request_namesCertificateAndIssuerBySha256() {
    CertId certId = request().certIds().getFirst();

    assertThat(request().certIds()).hasSize(1);
    assertThat(certId.serial()).contains(SERIAL);
    assertThat(certId.issuer())
        .contains(IssuerHashes.of(certificate(Rfc9919.AUTHORITY), HashAlgorithm.SHA_256));
    assertThat(request().nonce()).isEmpty();
    assertThat(request().signature()).isEmpty();
  }

  @Test
  void of_requestAsOurClientsMakeIt_isTheSameOctets() {
    assertThat(
            Requests.of(
                Requests.certId(certificate(Rfc9919.AUTHORITY), SERIAL.value(), Requests.SHA_256)))
        .isEqualTo(Rfc9919.REQUEST.der());
  }

  /** The very octets of the response, around the signature that its authors made. */
  @Test
  void encode_response_isTheSameOctets() {
    ResponseData content =
        new ResponseData(
            List.of(
                new SingleResponse(request().certIds().getFirst(), new CertificateStatus.Good())),
            Instant.parse("2024-04-03T12:37:47Z"),
            Instant.parse("2024-04-10T12:37:47Z"),
            Instant.parse("2024-04-02T12:37:47Z"),
            Optional.empty(),
            Optional.empty());
    ResponseSigner signer =
        new ResponseSigner(
            certificate(Rfc9919.SIGNER), SoftwareKey.generate(SignatureScheme.ECDSA_P384_SHA384));

    TbsResponse unsigned = ResponseEncoder.encode(content, signer);

    assertThat(unsigned.signedWith(response().getSignature().getOctets()))
        .isEqualTo(Rfc9919.RESPONSE.der());
  }

  @Test
  void openssl_makesTheRequest_andTakesTheResponseWhileItsCertificatesAreValid(
      @TempDir Path directory) {
    for (Rfc9919 example : Rfc9919.values()) {
      example.writeInto(directory);
    }
    Openssl openssl = new Openssl(directory);
    String question = "ocsp -sha256 -issuer authority.pem -cert certificate.pem ";

    openssl.succeed(question + "-no_nonce -reqout made.der");
    assertThat(directory.resolve("made.der")).hasBinaryContent(Rfc9919.REQUEST.der());

    String read = question + "-respin response.b64 -CAfile authority.pem";
    assertThat(openssl.succeed(read + " -attime " + CURRENT))
        .contains("Response verify OK", "certificate.pem:", "good", "Next Update: Apr 10");
    assertThat(openssl.run(read).output())
        .contains("Response Verify Failure", "certificate has expired");
  }
}
