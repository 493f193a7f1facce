package org.jitsuin.verifier.dss;

import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.spi.x509.revocation.ocsp.OCSPToken;
import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.jitsuin.verifier.status.Question;

/** The verifier's words in DSS's, and the other way round. */
final class Tokens {
  private Tokens() {}

  /**
   * Returns the question that DSS puts.
   *
   * @throws IOException if Bouncy Castle cannot read what DSS read
   */
  static Question question(CertificateToken certificate, CertificateToken issuer, Instant now)
      throws IOException {
    X509CertificateHolder asked = holder(certificate);
    X509CertificateHolder authority = holder(issuer);
    return new Question(asked, authority, List.of(authority), asked, now);
  }

  private static X509CertificateHolder holder(CertificateToken token) throws IOException {
    try {
      return new X509CertificateHolder(token.getCertificate().getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IOException("no certificate in DER", e);
    }
  }

  /** Returns an answer of OCSP as DSS has it. */
  static OCSPToken ocsp(byte[] answer, CertificateToken certificate, CertificateToken issuer)
      throws IOException, OCSPException {
    BasicOCSPResp basic = (BasicOCSPResp) new OCSPResp(answer).getResponseObject();
    SingleResp single =
        Arrays.stream(basic.getResponses())
            .filter(one -> one.getCertID().getSerialNumber().equals(certificate.getSerialNumber()))
            .findFirst()
            .orElseThrow(() -> new OCSPException("it is of another certificate"));
    return new OCSPToken(basic, single, certificate, issuer);
  }
}
