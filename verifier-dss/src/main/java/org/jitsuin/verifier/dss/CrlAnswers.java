package org.jitsuin.verifier.dss;

import eu.europa.esig.dss.crl.CRLUtils;
import eu.europa.esig.dss.crl.CRLValidity;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.spi.validation.CertificateVerifier;
import eu.europa.esig.dss.spi.x509.revocation.crl.CRLSource;
import eu.europa.esig.dss.spi.x509.revocation.crl.CRLToken;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jitsuin.verifier.crl.CrlPolicy;
import org.jitsuin.verifier.crl.CrlSource;
import org.jitsuin.verifier.http.Download;
import org.jitsuin.verifier.status.Question;
import org.jitsuin.verifier.status.StatusAnswer;
import org.jitsuin.verifier.status.StatusSource;

/**
 * The complete CRL of the authority. DSS is shown the one that the verifier believes, fetched for
 * each document: DSS has it whole in memory, so that OCSP is the better way where CRLs are long.
 */
public final class CrlAnswers implements StatusTokens {
  private final Path directory;
  private final URI address;
  private final Download download;
  private final CrlPolicy policy;

  private CrlAnswers(Path directory, URI address, Download download, CrlPolicy policy) {
    this.directory = directory;
    this.address = address;
    this.download = download;
    // What is shown to DSS is what was judged by: one file, and no delta besides.
    this.policy = policy.keptFor(Duration.ZERO).withoutDeltas();
  }

  /**
   * Looks into the complete CRL.
   *
   * @param directory for copies; nobody else's
   */
  public static CrlAnswers complete(Path directory, URI address, Download download) {
    return new CrlAnswers(directory, address, download, CrlPolicy.usual());
  }

  /** Returns one that believes by another policy; deltas are not asked for. */
  public CrlAnswers with(CrlPolicy other) {
    return new CrlAnswers(directory, address, download, other);
  }

  @Override
  public StatusSource into(CertificateVerifier verifier, Instant now) {
    Told told = new Told(CrlSource.complete(directory, address, download).with(policy));
    CRLSource source = (certificate, issuer) -> token(certificate, issuer, now, told);
    verifier.setCrlSource(source);
    verifier.setOcspSource(null);
    return told;
  }

  /** A file that was fetched, kept for DSS. */
  private static final class Kept implements Download {
    private final Download real;
    private byte[] last = new byte[0];

    private Kept(Download real) {
      this.real = real;
    }

    @Override
    public Result fetch(URI address, Optional<String> tag, Path file, long most)
        throws IOException {
      // Without the tag: what is shown to DSS is what comes now.
      Result result = real.fetch(address, Optional.empty(), file, most);
      last = Files.readAllBytes(file);
      return result;
    }
  }

  /** Null where nobody says anything that can be believed, as DSS wants it. */
  private CRLToken token(
      CertificateToken certificate, CertificateToken issuer, Instant now, Told told) {
    try {
      Question question = Tokens.question(certificate, issuer, now);
      Kept kept = new Kept(download);
      StatusAnswer answer =
          CrlSource.complete(directory, address, kept).with(policy).status(question);
      told.keep(question, answer);
      if (answer instanceof StatusAnswer.Silent || kept.last.length == 0) {
        return null;
      }
      CRLValidity validity = CRLUtils.buildCRLValidity(CRLUtils.buildCRLBinary(kept.last), issuer);
      return new CRLToken(certificate, validity);
    } catch (IOException e) {
      return null;
    }
  }
}
