package org.jitsuin.verifier.spring;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * Whom an application trusts, and whom it asks.
 *
 * <pre>
 * jitsuin.verifier.signature=classpath:signature-g1.cer
 * jitsuin.verifier.user-identification=classpath:user-identification-g1.cer
 * jitsuin.verifier.patience=5s
 * </pre>
 *
 * @param signature the self-signed certificates of the authority for signatures, each generation
 * @param userIdentification those of the authority for user identification
 * @param links link certificates between generations (the authority's .p7c)
 * @param status by what means it is asked whether a certificate was revoked
 * @param ocsp a responder to ask instead of the one that certificates name
 * @param crlDirectory where copies of CRLs are kept; needed where CRLs are asked
 * @param patience how long one answer may take
 */
@ConfigurationProperties("jitsuin.verifier")
public record VerifierProperties(
    @DefaultValue List<Resource> signature,
    @DefaultValue List<Resource> userIdentification,
    @DefaultValue List<Resource> links,
    @DefaultValue("OCSP") Status status,
    Optional<URI> ocsp,
    Optional<String> crlDirectory,
    @DefaultValue("10s") Duration patience) {
  /** Spring leaves out what nobody set. */
  public VerifierProperties {
    ocsp = Objects.requireNonNullElseGet(ocsp, Optional::empty);
    crlDirectory = Objects.requireNonNullElseGet(crlDirectory, Optional::empty);
  }

  /** Where the status of a certificate is asked for. */
  public enum Status {
    /** The responder, at each question. */
    OCSP,
    /** The CRL that the certificate names, with its delta. */
    CRL,
    /** The responder; the CRL where that is silent. */
    OCSP_THEN_CRL,
    /** Both, and the worst answer counts. */
    BOTH
  }
}
