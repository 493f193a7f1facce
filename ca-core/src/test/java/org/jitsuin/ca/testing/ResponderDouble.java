package org.jitsuin.ca.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.jitsuin.base.keys.KeyContentSigner;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SignerEndorsement;
import org.jitsuin.base.keys.SigningKey;
import org.jitsuin.base.keys.SoftwareKey;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.store.IssuerTable;
import org.jitsuin.ca.store.IssuerTable.OcspSigner;
import org.jitsuin.ca.store.ResponderTable;
import org.jitsuin.ca.store.SignerTable;

/**
 * Asks for the certificates of OCSP signers as a responder does, through the responder's database
 * user, with keys in memory.
 *
 * @param name of the responder
 */
public record ResponderDouble(CaFixture ca, String name) {
  /** The kind of key that the ceremony's script of the tests wants. */
  public static final SignatureScheme SCHEME = SignatureScheme.RSA_2048_SHA256;

  private static final List<Issuer> ISSUERS =
      List.of(new Issuer(Authority.SIGNATURE, 1), new Issuer(Authority.USER_IDENTIFICATION, 1));

  /** The one that the ceremony admitted. */
  public static ResponderDouble ofTheCeremony(CaFixture ca) {
    return new ResponderDouble(ca, "test");
  }

  /** One that nobody knows yet. */
  public static ResponderDouble unknown(CaFixture ca) {
    return new ResponderDouble(ca, "unknown-" + UUID.randomUUID());
  }

  /** A key with the certificate that vouches by it. */
  public record Endorser(int issuer, Serial serial, SigningKey key) {}

  /** A key that is to be certified. */
  public record Asked(long request, SoftwareKey key) {
    /** The SHA-256 of its SubjectPublicKeyInfo. */
    public Fingerprint hash() {
      return Fingerprint.of(key.publicKey().getEncoded());
    }
  }

  /** The newest signer that the ceremony's responder has of a key generation, with its key. */
  public Endorser ceremonySigner(int issuer) {
    OcspSigner signer = newest(issuer);
    return new Endorser(
        issuer,
        Serial.of(signer.certificate().getSerialNumber()),
        ca.ocspToken().key(signer.keyLabel(), signer.scheme()));
  }

  /** The newest signer of a key generation, whoever has it. */
  public OcspSigner newest(int issuer) {
    return ca.admin().withHandle(handle -> IssuerTable.signers(handle, issuer)).getFirst();
  }

  /** Asks with a new key of the right kind. */
  public Asked ask(int issuer, Optional<Endorser> endorser) {
    return ask(issuer, SoftwareKey.generate(SCHEME), endorser);
  }

  public Asked ask(int issuer, SoftwareKey key, Optional<Endorser> endorser) {
    String label = "double-" + UUID.randomUUID();
    byte[] request = request(key, key.publicKey());
    byte[] message =
        new SignerEndorsement(name, ISSUERS.get(issuer - 1), label, Bytes.of(request)).message();
    return new Asked(
        insert(issuer, label, request, endorser, endorser.map(one -> one.key().sign(message))),
        key);
  }

  /** The PKCS#10 of a public key, signed by any key. */
  public static byte[] request(SigningKey signer, PublicKey publicKey) {
    try {
      return new PKCS10CertificationRequestBuilder(
              new X500Name("CN=responder"),
              SubjectPublicKeyInfo.getInstance(publicKey.getEncoded()))
          .build(new KeyContentSigner(signer))
          .getEncoded();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks with anything; returns the number of the request. */
  public long insert(
      int issuer,
      String label,
      byte[] request,
      Optional<Endorser> endorser,
      Optional<byte[]> endorsement) {
    ca.stack()
        .jdbi("ocsp")
        .useHandle(handle ->
            handle.execute(
                """
                INSERT INTO status.signer_request (responder, issuer_no, key_label, request,
                  endorser_issuer, endorser_serial, endorsement, requested_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                name,
                issuer,
                label,
                request,
                endorser.map(Endorser::issuer).orElse(null),
                endorser.map(one -> one.serial().octets()).orElse(null),
                endorsement.orElse(null),
                ca.clock().instant().toEpochMilli()));
    return ca.count("SELECT MAX(request_no) FROM status.signer_request WHERE responder = ?", name);
  }

  /** The certified signer of a key, as what vouches for the next one. */
  public Endorser certified(int issuer, Asked asked) {
    Serial serial =
        ca
            .admin()
            .withHandle(handle -> SignerTable.of(handle, name, ca.clock().instant(), 100))
            .stream()
            .filter(signer -> signer.issuerNumber() == issuer)
            .filter(signer -> signer.certificate().getPublicKey().equals(asked.key().publicKey()))
            .findFirst()
            .orElseThrow()
            .serial();
    return new Endorser(issuer, serial, asked.key());
  }

  /** State and answer of a request, such as {@code refused not-endorsed}. */
  public String outcome(Asked asked) {
    return outcome(asked.request());
  }

  public String outcome(long request) {
    return ca.admin()
        .withHandle(handle ->
            handle
                .select(
                    """
                    SELECT CONCAT(state, IF(answer IS NULL, '', CONCAT(' ', answer)))
                    FROM status.signer_request WHERE request_no = ?
                    """,
                    request)
                .mapTo(String.class)
                .one());
  }

  /** Two operators' consent, without the API. */
  public void admit() {
    ca.admin().useTransaction(handle -> ResponderTable.admit(handle, name, ca.clock().instant()));
  }

  /** Leaves the ceremony's signers and responder to the other tests of this JVM. */
  public static void cleanUp(CaFixture ca) {
    // The clock of a test may be in the future; the signers of today are for the others.
    long now = Clocks.system().instant().toEpochMilli();
    ca.admin()
        .useHandle(handle -> {
          handle.execute("DELETE FROM status.signer_request");
          handle.execute("DELETE FROM ca.responder_admission");
          handle.execute(
              "DELETE FROM status.ocsp_signer WHERE not_before > ? OR key_label LIKE 'double-%'",
              now);
          handle.execute("DELETE FROM status.ocsp_responder WHERE name <> 'test'");
          handle.execute("UPDATE status.ocsp_responder SET state = 'admitted', admission = 1");
        });
  }
}
