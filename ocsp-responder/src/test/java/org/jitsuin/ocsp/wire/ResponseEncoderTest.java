package org.jitsuin.ocsp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.BasicOCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.ResponseBytes;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jitsuin.base.keys.KeyContentSigner;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SoftwareKey;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.ocsp.status.CertificateStatus.Good;
import org.jitsuin.ocsp.status.CertificateStatus.NeverIssued;
import org.jitsuin.ocsp.status.CertificateStatus.Revoked;
import org.jitsuin.ocsp.status.CertificateStatus.Unknown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResponseEncoderTest {
  private static final Instant NOW = Instant.parse("2025-10-27T03:04:05.678Z");
  private static final Instant WHOLE = Instant.parse("2025-10-27T03:04:05Z");

  private static BasicOCSPResp signed(
      SignatureScheme scheme,
      Optional<Nonce> nonce,
      org.jitsuin.ocsp.status.CertificateStatus... statuses)
      throws Exception {
    return signed(scheme, nonce, Optional.empty(), statuses);
  }

  private static BasicOCSPResp signed(
      SignatureScheme scheme,
      Optional<Nonce> nonce,
      Optional<Instant> cutoff,
      org.jitsuin.ocsp.status.CertificateStatus... statuses)
      throws Exception {
    SoftwareKey key = SoftwareKey.generate(scheme);
    List<SingleResponse> answers =
        IntStream.range(0, statuses.length)
            .mapToObj(i -> new SingleResponse(certId(i + 1), statuses[i]))
            .toList();
    ResponseData content =
        new ResponseData(answers, NOW.minusSeconds(1), NOW.plusSeconds(900), NOW, cutoff, nonce);
    X509CertificateHolder certificate = certificate(key);
    TbsResponse unsigned = ResponseEncoder.encode(content, new ResponseSigner(certificate, key));
    byte[] encoded = unsigned.signedWith(unsigned.signing().sign());
    BasicOCSPResp response = (BasicOCSPResp) new OCSPResp(encoded).getResponseObject();
    assertThat(
            response.isSignatureValid(
                new JcaContentVerifierProviderBuilder().build(key.publicKey())))
        .isTrue();
    assertThat(response.getCerts()).containsExactly(certificate);
    assertThat(encoded).isEqualTo(encodedByBouncyCastle(encoded));
    return response;
  }

  /** Another implementation reads the octets and writes what it has read, as DER. */
  private static byte[] encodedByBouncyCastle(byte[] encoded) throws IOException {
    OCSPResponse response = OCSPResponse.getInstance(encoded);
    BasicOCSPResponse basic =
        BasicOCSPResponse.getInstance(response.getResponseBytes().getResponse().getOctets());
    return new OCSPResponse(
            response.getResponseStatus(),
            new ResponseBytes(
                response.getResponseBytes().getResponseType(),
                new DEROctetString(basic.getEncoded("DER"))))
        .getEncoded("DER");
  }

  private static CertId certId(int serial) {
    RequestParser parser = new RequestParser(new RequestLimits(1_000, 1, true));
    byte[] octets = Requests.of(Requests.foreign(BigInteger.valueOf(serial)));
    return ((OcspRequest) parser.parse(octets)).certIds().getFirst();
  }

  private static X509CertificateHolder certificate(SoftwareKey key) {
    X500Name name = new X500Name("CN=OCSP signer");
    return new X509v3CertificateBuilder(
            name,
            BigInteger.ONE,
            Date.from(NOW),
            Date.from(NOW.plusSeconds(1)),
            name,
            SubjectPublicKeyInfo.getInstance(key.publicKey().getEncoded()))
        .build(new KeyContentSigner(key));
  }

  @ParameterizedTest
  @EnumSource
  void sign_anyScheme_verifies(SignatureScheme scheme) throws Exception {
    BasicOCSPResp response = signed(scheme, Optional.empty(), new Good());
    assertThat(response.getSignatureAlgorithmID()).isEqualTo(scheme.algorithmIdentifier());
  }

  @Test
  void sign_responder_isNamedByKey() throws Exception {
    BasicOCSPResp response =
        signed(SignatureScheme.ECDSA_P256_SHA256, Optional.empty(), new Good());
    RespID byKey =
        new RespID(
            response.getCerts()[0].getSubjectPublicKeyInfo(),
            new JcaDigestCalculatorProviderBuilder().build().get(RespID.HASH_SHA1));
    assertThat(response.getResponderId()).isEqualTo(byKey);
  }

  @Test
  void sign_times_areWholeSeconds() throws Exception {
    BasicOCSPResp response =
        signed(SignatureScheme.ECDSA_P256_SHA256, Optional.empty(), new Good());
    SingleResp single = response.getResponses()[0];
    assertThat(response.getProducedAt().toInstant()).isEqualTo(WHOLE);
    assertThat(single.getThisUpdate().toInstant()).isEqualTo(WHOLE.minusSeconds(1));
    assertThat(single.getNextUpdate().toInstant()).isEqualTo(WHOLE.plusSeconds(900));
  }

  @Test
  void sign_everyStatus_isToldInOrder() throws Exception {
    BasicOCSPResp response =
        signed(
            SignatureScheme.ECDSA_P256_SHA256,
            Optional.empty(),
            new Good(),
            new Revoked(new Revocation(NOW.minusSeconds(60), RevocationReason.AFFILIATION_CHANGED)),
            new Revoked(new Revocation(NOW, RevocationReason.UNSPECIFIED)),
            new Unknown());
    SingleResp[] singles = response.getResponses();
    assertThat(singles)
        .extracting(single -> single.getCertID().getSerialNumber().intValue())
        .containsExactly(1, 2, 3, 4);
    assertThat(singles[0].getCertStatus()).isEqualTo(CertificateStatus.GOOD);
    RevokedStatus revoked = (RevokedStatus) singles[1].getCertStatus();
    assertThat(revoked.getRevocationReason()).isEqualTo(3);
    assertThat(revoked.getRevocationTime().toInstant()).isEqualTo(WHOLE.minusSeconds(60));
    RevokedStatus ahead = (RevokedStatus) singles[2].getCertStatus();
    assertThat(ahead.hasRevocationReason()).isFalse();
    assertThat(ahead.getRevocationTime()).isEqualTo(singles[2].getThisUpdate());
    assertThat(singles[3].getCertStatus()).isInstanceOf(UnknownStatus.class);
    assertThat(response.hasExtensions()).isFalse();
  }

  @Test
  void sign_invalidityDate_isAnExtensionOfThatCertificateOnly() throws Exception {
    Revocation dated =
        new Revocation(NOW, RevocationReason.KEY_COMPROMISE, Optional.of(NOW.minusSeconds(86_400)));
    SingleResp[] singles =
        signed(
                SignatureScheme.ECDSA_P256_SHA256,
                Optional.empty(),
                new Revoked(dated),
                new Revoked(new Revocation(NOW, RevocationReason.KEY_COMPROMISE)),
                new Good())
            .getResponses();
    Extension extension = singles[0].getExtension(Extension.invalidityDate);
    assertThat(extension.isCritical()).isFalse();
    assertThat(ASN1GeneralizedTime.getInstance(extension.getParsedValue()).getDate().toInstant())
        .isEqualTo(WHOLE.minusSeconds(86_400));
    assertThat(singles[1].hasExtensions()).isFalse();
    assertThat(singles[2].hasExtensions()).isFalse();
  }

  @Test
  void sign_archiveCutoff_isSaidOfIssuedCertificatesOnly() throws Exception {
    Revocation dated =
        new Revocation(NOW, RevocationReason.KEY_COMPROMISE, Optional.of(NOW.minusSeconds(1)));
    SingleResp[] singles =
        signed(
                SignatureScheme.ECDSA_P256_SHA256,
                Optional.empty(),
                Optional.of(NOW.minusSeconds(1_000)),
                new Good(),
                new Revoked(dated),
                new NeverIssued(),
                new Unknown())
            .getResponses();
    for (SingleResp single : List.of(singles[0], singles[1])) {
      Extension extension = single.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_archive_cutoff);
      assertThat(extension.isCritical()).isFalse();
      assertThat(ASN1GeneralizedTime.getInstance(extension.getParsedValue()).getDate().toInstant())
          .isEqualTo(WHOLE.minusSeconds(1_000));
    }
    assertThat(singles[1].getExtension(Extension.invalidityDate)).isNotNull();
    assertThat(singles[2].hasExtensions()).isFalse();
    assertThat(singles[3].hasExtensions()).isFalse();
  }

  @Test
  void sign_neverIssued_isExtendedRevoked() throws Exception {
    BasicOCSPResp response =
        signed(SignatureScheme.ECDSA_P256_SHA256, Optional.empty(), new NeverIssued());
    RevokedStatus revoked = (RevokedStatus) response.getResponses()[0].getCertStatus();
    assertThat(revoked.getRevocationReason()).isEqualTo(6);
    assertThat(revoked.getRevocationTime().toInstant()).isEqualTo(Instant.EPOCH);
    assertThat(
            response.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_extended_revoke).isCritical())
        .isFalse();
  }

  @Test
  void sign_nonce_isRepeated() throws Exception {
    for (byte[] value : new byte[][] {{4, 3, 1, 2, 3}, {1, 2, 3}}) {
      BasicOCSPResp response =
          signed(SignatureScheme.ECDSA_P256_SHA256, Nonce.of(value), new Good());
      assertThat(
              response
                  .getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce)
                  .getExtnValue()
                  .getOctets())
          .isEqualTo(value);
    }
  }

  @Test
  void encoded_refusals_areReadByBouncyCastle() throws Exception {
    assertThat(new OCSPResp(ResponseStatus.MALFORMED_REQUEST.encoded()).getStatus())
        .isEqualTo(OCSPResp.MALFORMED_REQUEST);
    assertThat(new OCSPResp(ResponseStatus.INTERNAL_ERROR.encoded()).getStatus())
        .isEqualTo(OCSPResp.INTERNAL_ERROR);
    assertThat(new OCSPResp(ResponseStatus.TRY_LATER.encoded()).getStatus())
        .isEqualTo(OCSPResp.TRY_LATER);
    assertThat(new OCSPResp(ResponseStatus.UNAUTHORIZED.encoded()).getStatus())
        .isEqualTo(OCSPResp.UNAUTHORIZED);
  }
}
