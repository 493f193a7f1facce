package org.jitsuin.audit.entry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Serial;

/** Acts of a key ceremony, or that follow from one. */
public sealed interface CeremonyAct extends AuditAct {
  /** A key generation of an authority came to be in the key ceremony. */
  @Kind("issuer-created")
  record IssuerCreated(Issuer issuer, Serial serial, Fingerprint certificate, String scheme)
      implements CeremonyAct {}

  /**
   * A key generation was retired: it signs nothing any more.
   *
   * @param partitions how many CRLs it has of which each is the last one
   * @param operators who decided it: names, each with the serial number of the certificate
   */
  @Kind("issuer-retired")
  record IssuerRetired(Issuer issuer, long partitions, List<String> operators)
      implements CeremonyAct {
    public IssuerRetired {
      operators = List.copyOf(operators);
    }
  }

  /** A delegated OCSP signer certificate was issued. */
  @Kind("ocsp-signer-issued")
  record SignerIssued(Issuer issuer, Serial serial, Fingerprint certificate, Instant notAfter)
      implements CeremonyAct {}

  /**
   * The certificate of a key that signs status filters was issued.
   *
   * @param key the SHA-256 of the SubjectPublicKeyInfo
   */
  @Kind("status-signer-issued")
  record StatusSignerIssued(
      Issuer issuer, Serial serial, Fingerprint certificate, Instant notAfter, Fingerprint key)
      implements CeremonyAct {}

  /**
   * A responder asked for the certificate of a key that it made, and the authority is about to sign
   * it.
   *
   * @param responder the name of its server
   * @param issuer the key generation that signs
   * @param serial of the certificate
   * @param key the SHA-256 of the SubjectPublicKeyInfo
   * @param endorsedBy the certificate whose key vouched for it; empty where operators admitted it
   */
  @Kind("ocsp-signer-requested")
  record SignerRequested(
      String responder, Issuer issuer, Serial serial, Fingerprint key, Optional<Serial> endorsedBy)
      implements CeremonyAct {}

  /**
   * A CA operator proposed the key that a responder may begin with.
   *
   * @param key as in {@link SignerRequested}
   */
  @Kind("ocsp-responder-proposed")
  record ResponderProposed(String responder, Fingerprint key) implements CeremonyAct {}

  /**
   * A responder was admitted: its keys are certified from then on.
   *
   * @param admission how often it was admitted so far
   * @param ground {@code ceremony}, {@code operators}, or {@code former-signer}, whose key vouched
   * @param key the one that it may begin with; empty where the ground is another
   */
  @Kind("ocsp-responder-admitted")
  record ResponderAdmitted(
      String responder, int admission, String ground, Optional<Fingerprint> key)
      implements CeremonyAct {}

  /**
   * A responder was withdrawn: no key of its own is certified any more.
   *
   * @param admission the one that it had
   * @param cause what brought it about, such as {@code revocation-job 7d1e…} or {@code request}
   * @param reason the hash that binds the reason in words; may be empty
   */
  @Kind("ocsp-responder-withdrawn")
  record ResponderWithdrawn(String responder, int admission, String cause, String reason)
      implements CeremonyAct {}

  /**
   * A member of staff was given a certificate and a role; no municipality and window where it has
   * none.
   *
   * @param person the id that tells people apart; absent in entries from before there were ids
   * @param certificate the hash of the certificate; absent in earlier entries
   * @param notAfter when it ends; absent in earlier entries
   * @param key the hash of its key; absent in earlier entries
   * @param password {@code known} where the key was made into a file whose password everybody
   *     knows; absent otherwise and in earlier entries
   */
  @Kind("staff-registered")
  record StaffRegistered(
      String name,
      String role,
      Optional<String> municipality,
      Serial serial,
      @Added Optional<String> person,
      @Added Optional<String> window,
      @Added Optional<Fingerprint> certificate,
      @Added Optional<Instant> notAfter,
      @Added Optional<Fingerprint> key,
      @Added Optional<String> password)
      implements CeremonyAct {}

  /**
   * The server was given a new key and certificate for TLS.
   *
   * @param hosts the names and addresses in it
   */
  @Kind("server-certificate-issued")
  record ServerCertificateIssued(List<String> hosts, Serial serial, Instant notAfter)
      implements CeremonyAct {
    public ServerCertificateIssued {
      hosts = List.copyOf(hosts);
    }
  }

  /**
   * The key that signs the checkpoints of this log came to be.
   *
   * @param origin names the log
   * @param key the SHA-256 of the SubjectPublicKeyInfo
   */
  @Kind("log-key-created")
  record LogKeyCreated(String origin, Fingerprint key, String scheme) implements CeremonyAct {}

  /**
   * The secret that opens the tokens was split among custodians.
   *
   * @param set names the split
   * @param needed how many of them open the tokens
   * @param custodians their names, in the order of their shares
   */
  @Kind("custodians-appointed")
  record CustodiansAppointed(String set, int needed, List<String> custodians)
      implements CeremonyAct {
    public CustodiansAppointed {
      custodians = List.copyOf(custodians);
    }
  }

  /**
   * Custodians opened the tokens together.
   *
   * @param shares the numbers of the shares that were used
   * @param purpose what for, such as {@code start}
   */
  @Kind("tokens-unlocked")
  record TokensUnlocked(String set, List<Integer> shares, String purpose) implements CeremonyAct {
    public TokensUnlocked {
      shares = List.copyOf(shares);
    }
  }

  /**
   * A ceremony came to its end, and its record was written.
   *
   * @param ceremony which: {@code foundation} or {@code roll-over}
   * @param script the SHA-256 of the script's file; empty where the program brought the plan
   * @param record the SHA-256 of the record, which custodians sign
   */
  @Kind("ceremony-recorded")
  record CeremonyRecorded(String ceremony, Optional<Fingerprint> script, Fingerprint record)
      implements CeremonyAct {}

  /** A new key generation is being made while the one before it goes on issuing. */
  @Kind("roll-over-begun")
  record RollOverBegun(Issuer issuer, Issuer predecessor) implements CeremonyAct {}

  /**
   * The key of one generation certified the key of another (RFC 4210 §4.4).
   *
   * @param issuer whose key signed
   * @param subject whose key is certified
   */
  @Kind("link-certificate-issued")
  record LinkIssued(Issuer issuer, Issuer subject, Serial serial, Fingerprint certificate)
      implements CeremonyAct {}

  /**
   * A new key generation issues as soon as every server has heard of it; the one before it only
   * answers from then on.
   */
  @Kind("roll-over-completed")
  record RollOverCompleted(Issuer issuer, Issuer predecessor) implements CeremonyAct {}

  /**
   * The tokens were copied, and each key has signed from the copy.
   *
   * @param backup the SHA-256 of the encrypted file
   * @param keys how many keys have signed
   */
  @Kind("tokens-backed-up")
  record TokensBackedUp(Fingerprint backup, int keys) implements CeremonyAct {}

  /** The tokens were put back from a copy; members as in {@link TokensBackedUp}. */
  @Kind("tokens-restored")
  record TokensRestored(Fingerprint backup, int keys) implements CeremonyAct {}
}
