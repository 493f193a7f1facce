package org.jitsuin.launcher.backup;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.store.IssuerRow;

/**
 * The keys that an installation has, as its database records them: what a token that was restored
 * must be able to sign with.
 */
record KeyList(List<Key> keys) {
  KeyList {
    keys = List.copyOf(keys);
  }

  /**
   * A key in a token.
   *
   * @param token {@code ca} or {@code ocsp}
   */
  record Key(String token, String label, SignatureScheme scheme, PublicKey publicKey) {}

  /**
   * Returns the keys that are recorded: of OCSP signers the newest of this server's responder, as
   * older ones are destroyed; of retired key generations none.
   *
   * @param node the name of this server
   * @param staffAuthority the certificate of the internal authority, which has no table
   * @param now by the clock of the authorities
   */
  static KeyList recorded(Jdbi database, String node, Path staffAuthority, Instant now) {
    List<Key> keys = new ArrayList<>(database.withHandle(handle -> read(handle, node, now)));
    try {
      PublicKey staff = SignedCertificate.parse(Files.readAllBytes(staffAuthority)).getPublicKey();
      keys.add(new Key("ca", "staff-g1", SignatureScheme.ECDSA_P256_SHA256, staff));
    } catch (IOException e) {
      throw new SetupFailure("the certificate " + staffAuthority + " cannot be read", e);
    }
    return new KeyList(keys);
  }

  private static List<Key> read(Handle handle, String node, Instant now) {
    List<Key> keys = new ArrayList<>();
    for (IssuerRow issuer : IssuerRow.all(handle)) {
      if (issuer.retired()) {
        continue;
      }
      PublicKey key = issuer.certificate().getPublicKey();
      keys.add(new Key("ca", issuer.keyLabel(), issuer.scheme(), key));
    }
    handle
        .createQuery(
            """
            SELECT s.key_label, s.scheme, s.certificate
            FROM status.ocsp_signer s JOIN status.issuer i ON i.issuer_no = s.issuer_no
            WHERE (s.responder = :node OR s.responder IS NULL) AND i.not_after >= :now
              AND i.retired_at IS NULL
              AND NOT EXISTS (SELECT 1 FROM status.ocsp_signer n
                WHERE n.issuer_no = s.issuer_no AND (n.responder = :node OR n.responder IS NULL)
                  AND (n.not_before > s.not_before
                    OR (n.not_before = s.not_before AND n.serial > s.serial)))
            """)
        .bind("node", node)
        .bind("now", now.toEpochMilli())
        .map((row, _) ->
            new Key(
                "ocsp",
                row.getString("key_label"),
                SignatureScheme.byId(row.getString("scheme")).orElseThrow(),
                SignedCertificate.parse(row.getBytes("certificate")).getPublicKey()))
        .forEach(keys::add);
    handle
        .createQuery("SELECT key_label, scheme, public_key FROM audit.log_key")
        .map((row, _) -> {
          SignatureScheme scheme = SignatureScheme.byId(row.getString("scheme")).orElseThrow();
          return new Key(
              "ca",
              row.getString("key_label"),
              scheme,
              publicKey(scheme, row.getBytes("public_key")));
        })
        .forEach(keys::add);
    return keys;
  }

  private static PublicKey publicKey(SignatureScheme scheme, byte[] encoded) {
    try {
      return KeyFactory.getInstance(scheme.keyAlgorithm())
          .generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new SetupFailure("a public key cannot be read", e);
    }
  }

  /** The labels of those that are not in another list. */
  List<String> without(KeyList other) {
    List<String> others = other.keys().stream().map(Key::label).toList();
    return keys.stream().map(Key::label).filter(label -> !others.contains(label)).sorted().toList();
  }

  /** Returns the list as a file: a line for each key, {@code token/label=scheme base64}. */
  Bytes text() {
    StringBuilder text = new StringBuilder();
    for (Key key : keys) {
      text.append(key.token()).append('/').append(key.label()).append('=');
      text.append(key.scheme().id()).append(' ');
      text.append(Base64.getEncoder().encodeToString(key.publicKey().getEncoded())).append('\n');
    }
    return Bytes.of(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Parses what {@link #text()} gave. */
  static KeyList parse(Bytes text) {
    Properties lines = new Properties();
    try {
      lines.load(new StringReader(new String(text.bytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new SetupFailure("the list of keys cannot be read", e);
    }
    List<Key> keys = new ArrayList<>();
    for (String name : lines.stringPropertyNames()) {
      String[] where = name.split("/", 2);
      String[] what = lines.getProperty(name).split(" ", 2);
      SignatureScheme scheme = SignatureScheme.byId(what[0]).orElseThrow();
      keys.add(
          new Key(
              where[0], where[1], scheme, publicKey(scheme, Base64.getDecoder().decode(what[1]))));
    }
    return new KeyList(keys);
  }
}
