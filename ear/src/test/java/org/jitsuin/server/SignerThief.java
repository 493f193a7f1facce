package org.jitsuin.server;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.jitsuin.base.keys.KeyContentSigner;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SignerEndorsement;
import org.jitsuin.base.keys.SoftwareKey;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.installation.PropertiesFile;

/**
 * An OCSP responder with its key and its database password in other hands: all that a validation
 * authority's machine has.
 */
final class SignerThief {
  private static final Duration STEP = Duration.ofMillis(200);
  private static final int TRIES = 150;

  private final Map<String, String> given;
  private final String responder;
  private final Optional<SoftwareKey> before;
  private final Generation generation;
  private final SoftwareKey key;
  private String label = "";

  private record Generation(int number, Issuer issuer, SignatureScheme scheme) {}

  SignerThief(Installation authority) throws SQLException {
    this.given = PropertiesFile.read(authority.serverProperties());
    this.responder = "drill-" + UUID.randomUUID().toString().substring(0, 8);
    this.before = Optional.empty();
    this.generation = generation();
    this.key = SoftwareKey.generate(generation.scheme());
  }

  private SignerThief(SignerThief other) {
    this.given = other.given;
    this.responder = other.responder;
    this.before = Optional.of(other.key);
    this.generation = other.generation;
    this.key = SoftwareKey.generate(generation.scheme());
  }

  /** The same with a new key, for which the one before vouches. */
  SignerThief next() {
    return new SignerThief(this);
  }

  String responder() {
    return responder;
  }

  SoftwareKey key() {
    return key;
  }

  Fingerprint hash() {
    return Fingerprint.of(key.publicKey().getEncoded());
  }

  private Connection connection() throws SQLException {
    return DriverManager.getConnection(
        given.get("jitsuin.db.url"),
        given.get("jitsuin.db.ocsp.user"),
        given.get("jitsuin.db.ocsp.password"));
  }

  /** The key generation by which cards are issued now. */
  private Generation generation() throws SQLException {
    try (Connection connection = connection();
        PreparedStatement query =
            connection.prepareStatement(
                """
                SELECT issuer_no, generation, signer_scheme FROM status.issuer
                WHERE authority = 'signature' AND issues_from <= ?
                ORDER BY generation DESC LIMIT 1
                """)) {
      query.setLong(1, Clocks.system().instant().toEpochMilli());
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return new Generation(
            row.getInt(1),
            new Issuer(Authority.SIGNATURE, row.getInt(2)),
            SignatureScheme.byId(row.getString(3)).orElseThrow());
      }
    }
  }

  /**
   * Asks for a certificate, as the database's user of responders may.
   *
   * @param endorser the certificate of the key before, which vouches
   */
  SignerThief ask(Optional<X509CertificateHolder> endorser) throws IOException, SQLException {
    label = responder + "-" + UUID.randomUUID();
    byte[] request =
        new PKCS10CertificationRequestBuilder(
                new X500Name("CN=responder"),
                SubjectPublicKeyInfo.getInstance(key.publicKey().getEncoded()))
            .build(new KeyContentSigner(key))
            .getEncoded();
    byte[] message =
        new SignerEndorsement(responder, generation.issuer(), label, Bytes.of(request)).message();
    try (Connection connection = connection();
        PreparedStatement insertion =
            connection.prepareStatement(
                """
                INSERT INTO status.signer_request (responder, issuer_no, key_label, request,
                  endorser_issuer, endorser_serial, endorsement, requested_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)) {
      insertion.setString(1, responder);
      insertion.setInt(2, generation.number());
      insertion.setString(3, label);
      insertion.setBytes(4, request);
      insertion.setObject(5, endorser.map(_ -> generation.number()).orElse(null));
      insertion.setBytes(6, endorser.map(one -> one.getSerialNumber().toByteArray()).orElse(null));
      insertion.setBytes(7, endorser.map(_ -> before.orElseThrow().sign(message)).orElse(null));
      insertion.setLong(8, Clocks.system().instant().toEpochMilli());
      insertion.execute();
    }
    return this;
  }

  /** Waits until the request is answered; returns how, such as {@code refused withdrawn}. */
  String awaitAnswer() throws SQLException, InterruptedException {
    String answer = "open";
    for (int i = 0; i < TRIES && answer.startsWith("open"); i++) {
      Thread.sleep(STEP);
      answer =
          text(
              "SELECT CONCAT(state, IF(answer IS NULL, '', CONCAT(' ', answer)))"
                  + " FROM status.signer_request WHERE key_label = ?");
    }
    return answer;
  }

  private String text(String query) throws SQLException {
    try (Connection connection = connection();
        PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, label);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getString(1) : "";
      }
    }
  }

  /** Waits until the key is certified. */
  X509CertificateHolder awaitSigner() throws IOException, SQLException, InterruptedException {
    String answer = awaitAnswer();
    if (!answer.equals("certified")) {
      throw new IllegalStateException(answer);
    }
    try (Connection connection = connection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT certificate FROM status.ocsp_signer WHERE key_label = ?")) {
      query.setString(1, label);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return new X509CertificateHolder(row.getBytes(1));
      }
    }
  }
}
