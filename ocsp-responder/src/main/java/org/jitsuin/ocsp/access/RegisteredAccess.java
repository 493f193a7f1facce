package org.jitsuin.ocsp.access;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ocsp.wire.OcspRequest;
import org.jitsuin.ocsp.wire.RequestAlgorithm;
import org.jitsuin.ocsp.wire.RequestSignature;
import org.jitsuin.ocsp.wire.ResponseStatus;

/**
 * Lets in registered relying parties: who signs a request (RFC 6960 §4.1.2) with the key of a
 * registered certificate and sends that along, or opened the TLS connection with it. Of
 * certificates that are not registered nothing is read but their hash.
 *
 * <p>A signed request that is sent again by somebody who overheard it is answered again. It tells
 * nothing that was not overheard before but a later status of the same certificates; who minds
 * takes TLS.
 */
public final class RegisteredAccess implements AccessPolicy {
  private static final Admission TRY_LATER = new Admission.Refused(ResponseStatus.TRY_LATER);
  private static final Admission SIG_REQUIRED = new Admission.Refused(ResponseStatus.SIG_REQUIRED);
  private static final Admission UNAUTHORIZED = new Admission.Refused(ResponseStatus.UNAUTHORIZED);

  private final RelyingPartyLoader parties;
  private final InstantSource clock;

  public RegisteredAccess(RelyingPartyLoader parties, InstantSource clock) {
    this.parties = parties;
    this.clock = clock;
  }

  @Override
  public boolean takesTime(OcspRequest request) {
    return request.signature().isPresent();
  }

  @Override
  public Admission admit(OcspRequest request, Supplier<Optional<Fingerprint>> client) {
    return parties.credentials().map(known -> admit(known, request, client)).orElse(TRY_LATER);
  }

  private Admission admit(
      Map<Fingerprint, Credential> known,
      OcspRequest request,
      Supplier<Optional<Fingerprint>> client) {
    Instant now = clock.instant();
    if (request.signature().isPresent()) {
      return admitted(signer(known, request.signature().get(), now));
    }
    return client
        .get()
        .map(certificate -> admitted(valid(known, certificate, now)))
        .orElse(SIG_REQUIRED);
  }

  private static Admission admitted(Optional<Credential> credential) {
    return credential
        .<Admission>map(found -> new Admission.Admitted(new Audience.Registered(found.party())))
        .orElse(UNAUTHORIZED);
  }

  private static Optional<Credential> valid(
      Map<Fingerprint, Credential> known, Fingerprint certificate, Instant now) {
    return Optional.ofNullable(known.get(certificate)).filter(found -> found.isValidAt(now));
  }

  /**
   * Returns the credential of the signer: at most one signature is verified, that of the first
   * certificate which is registered.
   */
  private static Optional<Credential> signer(
      Map<Fingerprint, Credential> known, RequestSignature signature, Instant now) {
    return signature.certificates().stream()
        .map(Bytes::fingerprint)
        .flatMap(certificate -> valid(known, certificate, now).stream())
        .findFirst()
        .filter(credential ->
            signature
                .algorithm()
                .filter(used -> verifies(used, signature, credential))
                .isPresent());
  }

  private static boolean verifies(
      RequestAlgorithm algorithm, RequestSignature signature, Credential credential) {
    try {
      Signature verifier = Signature.getInstance(algorithm.jcaName());
      verifier.initVerify(credential.key());
      verifier.update(signature.content().bytes());
      return verifier.verify(signature.value().bytes());
    } catch (GeneralSecurityException e) {
      // A key of another kind than the algorithm, or octets that are no signature of it.
      return false;
    }
  }
}
