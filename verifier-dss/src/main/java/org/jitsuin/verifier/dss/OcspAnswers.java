package org.jitsuin.verifier.dss;

import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.spi.validation.CertificateVerifier;
import eu.europa.esig.dss.spi.x509.revocation.ocsp.OCSPSource;
import eu.europa.esig.dss.spi.x509.revocation.ocsp.OCSPToken;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.jitsuin.verifier.http.Exchange;
import org.jitsuin.verifier.ocsp.OcspPolicy;
import org.jitsuin.verifier.ocsp.OcspSource;
import org.jitsuin.verifier.status.Question;
import org.jitsuin.verifier.status.StatusAnswer;
import org.jitsuin.verifier.status.StatusSource;

/**
 * Answers of OCSP, asked for by SHA-256 with a nonce of 32 octets that the answer must have: once
 * for each certificate of a document.
 */
public final class OcspAnswers implements StatusTokens {
  private final Exchange exchange;
  private final OcspPolicy policy;

  private OcspAnswers(Exchange exchange, OcspPolicy policy) {
    this.exchange = exchange;
    this.policy = policy;
  }

  /** Asks where each certificate says. */
  public static OcspAnswers named(Exchange exchange) {
    return new OcspAnswers(exchange, OcspPolicy.strict());
  }

  /** Returns one that believes by another policy. */
  public OcspAnswers with(OcspPolicy other) {
    return new OcspAnswers(exchange, other);
  }

  @Override
  public StatusSource into(CertificateVerifier verifier, Instant now) {
    Told told = new Told(OcspSource.named(exchange).with(policy));
    OCSPSource source = (certificate, issuer) -> token(certificate, issuer, now, told);
    verifier.setOcspSource(source);
    verifier.setCrlSource(null);
    return told;
  }

  /** An answer with the octets in which it came. */
  private static final class Kept implements Exchange {
    private final Exchange real;
    private byte[] last = new byte[0];

    private Kept(Exchange real) {
      this.real = real;
    }

    @Override
    public byte[] post(URI address, String type, byte[] content, int most) throws IOException {
      last = real.post(address, type, content, most);
      return last.clone();
    }
  }

  /** Null where nobody says anything that can be believed, as DSS wants it. */
  private OCSPToken token(
      CertificateToken certificate, CertificateToken issuer, Instant now, Told told) {
    try {
      Question question = Tokens.question(certificate, issuer, now);
      Kept kept = new Kept(exchange);
      StatusAnswer answer = OcspSource.named(kept).with(policy).status(question);
      told.keep(question, answer);
      return answer instanceof StatusAnswer.Silent
          ? null
          : Tokens.ocsp(kept.last, certificate, issuer);
    } catch (IOException | OCSPException e) {
      return null;
    }
  }
}
