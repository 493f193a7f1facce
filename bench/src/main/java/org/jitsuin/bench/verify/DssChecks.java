package org.jitsuin.bench.verify;

import eu.europa.esig.dss.crl.CRLUtils;
import eu.europa.esig.dss.enumerations.Indication;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.simplecertificatereport.SimpleCertificateReport;
import eu.europa.esig.dss.spi.validation.CertificateVerifier;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.spi.x509.revocation.crl.CRLSource;
import eu.europa.esig.dss.spi.x509.revocation.crl.CRLToken;
import eu.europa.esig.dss.spi.x509.revocation.ocsp.OCSPSource;
import eu.europa.esig.dss.spi.x509.revocation.ocsp.OCSPToken;
import eu.europa.esig.dss.validation.CertificateValidator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Date;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.jitsuin.verifier.http.Exchange;

/** The same by EU DSS as it comes: its own policy, its own readers, its own report. */
final class DssChecks {
  private static final int MOST = 1 << 16;

  private final VerifyWorld world;
  private final CertificateToken card;
  private final CertificateToken authority;
  private final byte[] answer;

  DssChecks(VerifyWorld world) {
    this.world = world;
    this.card = new CertificateToken(world.card());
    this.authority = new CertificateToken(world.authority());
    this.answer = world.answer();
  }

  /** Checks path and stored answer. */
  int byStored() {
    OCSPSource source = (one, issuer) -> token(one, issuer, answer);
    CertificateVerifier verifier = trusting();
    verifier.setOcspSource(source);
    return check(verifier);
  }

  /** Checks path and an answer that is asked for. */
  int byHttp(URI address, Exchange http) {
    OCSPSource source =
        (one, issuer) -> {
          try {
            return token(
                one, issuer, http.post(address, "application/ocsp-request", new byte[1], MOST));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    CertificateVerifier verifier = trusting();
    verifier.setOcspSource(source);
    return check(verifier);
  }

  /** Checks path and a CRL. */
  int byCrl(byte[] crl) {
    CRLSource source =
        (one, issuer) -> {
          try {
            return new CRLToken(
                one, CRLUtils.buildCRLValidity(CRLUtils.buildCRLBinary(crl), issuer));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    CertificateVerifier verifier = trusting();
    verifier.setCrlSource(source);
    return check(verifier);
  }

  private CertificateVerifier trusting() {
    CommonTrustedCertificateSource trust = new CommonTrustedCertificateSource();
    trust.addCertificate(authority);
    CertificateVerifier verifier = new CommonCertificateVerifier(true);
    verifier.setTrustedCertSources(trust);
    return verifier;
  }

  private static OCSPToken token(CertificateToken one, CertificateToken issuer, byte[] der) {
    try {
      BasicOCSPResp basic = (BasicOCSPResp) new OCSPResp(der).getResponseObject();
      return new OCSPToken(basic, basic.getResponses()[0], one, issuer);
    } catch (IOException | OCSPException e) {
      throw new IllegalStateException("the answer cannot be read", e);
    }
  }

  private int check(CertificateVerifier verifier) {
    CertificateValidator validator = CertificateValidator.fromCertificate(card);
    validator.setCertificateVerifier(verifier);
    validator.setValidationTime(Date.from(world.now()));
    SimpleCertificateReport report = validator.validate().getSimpleReport();
    String id = report.getCertificateIds().get(0);
    if (report.getCertificateIndication(id) != Indication.PASSED) {
      throw new IllegalStateException(
          "DSS refuses what is good: " + report.getX509ValidationErrors(id));
    }
    return 1;
  }
}
