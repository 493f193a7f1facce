package org.jitsuin.ca.signer;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.der.DerWriter;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SignerEndorsement;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.issue.Authorities.Generation;
import org.jitsuin.ca.json.Members;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.request.KeyRequest;
import org.jitsuin.ca.signer.SignerRules.Facts;
import org.jitsuin.ca.signer.SignerRules.Voucher;
import org.jitsuin.ca.store.AdmissionTable;
import org.jitsuin.ca.store.OcspResponder;
import org.jitsuin.ca.store.ResponderTable;
import org.jitsuin.ca.store.SignerRequest;
import org.jitsuin.ca.store.SignerTable;
import org.jitsuin.ca.store.SignerTable.KnownSigner;

/** Finds out what {@link SignerRules} decide on: reads, and checks signatures. */
final class RequestFacts {
  private static final Duration DAY = Duration.ofDays(1);

  private final Handle handle;
  private final Instant now;

  RequestFacts(Handle handle, Instant now) {
    this.handle = handle;
    this.now = now;
  }

  /** What is known of a request, and its key where that is sound. */
  record Found(Facts facts, Optional<KeyRequest> key) {}

  /**
   * Looks at a request; locks the responder's row until the transaction ends.
   *
   * @param generation empty where it does not sign now
   */
  Found of(SignerRequest request, Optional<Generation> generation) {
    Optional<KeyRequest> key = generation.flatMap(of -> key(request, of));
    Optional<OcspResponder> responder = ResponderTable.lock(handle, request.responder());
    Facts facts =
        new Facts(
            generation.isPresent(),
            key.isPresent(),
            key.filter(known -> SignerTable.isCertified(handle, DerWriter.encode(known.key())))
                .isPresent(),
            responder,
            !ResponderTable.all(handle).isEmpty(),
            generation.map(of -> voucher(request, of)).orElseGet(Voucher.None::new),
            key.filter(known -> isAdmitted(request, known)).isPresent(),
            certifiedToday(request, responder));
    return new Found(facts, key);
  }

  /** The names stand in logs and entries: they have the form of names, or nothing is sound. */
  private static Optional<KeyRequest> key(SignerRequest request, Generation generation) {
    if (!Members.isIdentifier(request.responder()) || !Members.isIdentifier(request.keyLabel())) {
      return Optional.empty();
    }
    Set<SignatureScheme> wanted = Set.of(generation.script().ocspSigner().keyScheme());
    return KeyRequest.read(request.request(), "the request", wanted)
            instanceof Outcome.Done<KeyRequest>(KeyRequest key)
        ? Optional.of(key)
        : Optional.empty();
  }

  private boolean isAdmitted(SignerRequest request, KeyRequest key) {
    return AdmissionTable.lock(handle, request.responder())
        .filter(admission -> admission.admits(key.hash()))
        .isPresent();
  }

  private int certifiedToday(SignerRequest request, Optional<OcspResponder> responder) {
    return responder
        .flatMap(OcspResponder::inForce)
        .map(
            holder -> SignerTable.certified(handle, request.issuerNumber(), holder, now.minus(DAY)))
        .orElse(0);
  }

  private Voucher voucher(SignerRequest request, Generation generation) {
    if (request.endorsement().isEmpty()) {
      return new Voucher.None();
    }
    SignerRequest.Endorsement given = request.endorsement().get();
    byte[] message =
        new SignerEndorsement(
                request.responder(),
                generation.issuing().policy().issuer(),
                request.keyLabel(),
                request.request())
            .message();
    return SignerTable.find(handle, given.issuerNumber(), given.serial())
        .filter(signer -> verifies(signer.certificate(), message, given.signature()))
        .<Voucher>map(this::given)
        .orElseGet(Voucher.Wrong::new);
  }

  private Voucher.Given given(KnownSigner signer) {
    return new Voucher.Given(
        signer.holder(), signer.newest() && !signer.revoked(), signer.notAfter().isBefore(now));
  }

  private static boolean verifies(X509Certificate certificate, byte[] message, Bytes signature) {
    return SignatureScheme.classical().stream()
        .filter(scheme -> scheme.fits(certificate.getPublicKey()))
        .findFirst()
        .filter(scheme -> verifies(scheme, certificate, message, signature))
        .isPresent();
  }

  private static boolean verifies(
      SignatureScheme scheme, X509Certificate certificate, byte[] message, Bytes signature) {
    try {
      Signature verifier = Signature.getInstance(scheme.jcaName());
      verifier.initVerify(certificate.getPublicKey());
      verifier.update(message);
      return verifier.verify(signature.bytes());
    } catch (GeneralSecurityException e) {
      // It throws for what is no signature at all where it says no to others.
      return false;
    }
  }
}
