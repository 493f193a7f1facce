package org.jitsuin.verifier.dss;

import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.spi.validation.CertificateVerifier;
import eu.europa.esig.dss.spi.x509.revocation.ocsp.OCSPSource;
import eu.europa.esig.dss.spi.x509.revocation.ocsp.OCSPToken;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.jitsuin.verifier.ocsp.OcspPolicy;
import org.jitsuin.verifier.ocsp.StoredOcsp;
import org.jitsuin.verifier.status.Question;
import org.jitsuin.verifier.status.StatusAnswer;
import org.jitsuin.verifier.status.StatusSource;

/**
 * Answers of OCSP that somebody fetched before, such as those that are kept beside a document. They
 * are believed as long as they are current; nobody is asked.
 */
public final class StoredAnswers implements StatusTokens {
  private final List<byte[]> answers;
  private final OcspPolicy policy;

  private StoredAnswers(List<byte[]> answers, OcspPolicy policy) {
    this.answers = answers.stream().map(byte[]::clone).toList();
    this.policy = policy;
  }

  /**
   * Takes answers.
   *
   * @param answers each an OCSPResponse, DER
   */
  public static StoredAnswers of(List<byte[]> answers) {
    return new StoredAnswers(answers, OcspPolicy.stored());
  }

  /** Returns one that believes by another policy. */
  public StoredAnswers with(OcspPolicy other) {
    return new StoredAnswers(answers, other);
  }

  @Override
  public StatusSource into(CertificateVerifier verifier, Instant now) {
    OCSPSource source = (certificate, issuer) -> token(certificate, issuer, now);
    verifier.setOcspSource(source);
    verifier.setCrlSource(null);
    return new StoredOcsp(policy, answers);
  }

  /** Null where nobody says anything that can be believed, as DSS wants it. */
  private OCSPToken token(CertificateToken certificate, CertificateToken issuer, Instant now) {
    try {
      Question question = Tokens.question(certificate, issuer, now);
      StatusAnswer worst = new StoredOcsp(policy, answers).status(question);
      for (byte[] answer : answers) {
        StatusAnswer one = new StoredOcsp(policy, List.of(answer)).status(question);
        if (!(one instanceof StatusAnswer.Silent) && one.getClass() == worst.getClass()) {
          return Tokens.ocsp(answer, certificate, issuer);
        }
      }
      return null;
    } catch (IOException | OCSPException e) {
      return null;
    }
  }
}
