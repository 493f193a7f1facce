package org.jitsuin.installation.ceremony;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.store.CeremonyRecordTable;
import org.jitsuin.installation.setup.SetupFailure;

/**
 * Checks a ceremony's record: that it is the one that the audit log tells of, that as many
 * custodians as are needed signed it, and that the keys and certificates in the database are those
 * that it names.
 */
public final class RecordCheck {
  private static final int LONGEST = 1 << 20;

  private final Jdbi database;
  private final List<String> findings = new ArrayList<>();
  private final List<String> facts = new ArrayList<>();

  /**
   * @param database as a user that may read every schema
   */
  public RecordCheck(Jdbi database) {
    this.database = database;
  }

  /**
   * The result of a check.
   *
   * @param facts what is as it should be, a sentence each
   * @param findings what is not
   */
  public record Result(List<String> facts, List<String> findings) {
    public Result {
      facts = List.copyOf(facts);
      findings = List.copyOf(findings);
    }
  }

  /**
   * Checks a record.
   *
   * @throws SetupFailure if there is no record in that file
   */
  public Result run(Path file) {
    Bytes body = read(file);
    JsonNode record;
    try {
      record = RecordText.parse(body);
    } catch (IllegalArgumentException e) {
      throw new SetupFailure(file + " is not a record of a ceremony", e);
    }
    signatures(record, RecordSignature.of(file, body));
    database.useHandle(handle -> {
      logged(handle, body.fingerprint());
      keys(handle, record.path("keys"));
      certificates(handle, record);
    });
    return new Result(facts, findings);
  }

  private static Bytes read(Path file) {
    try {
      if (Files.size(file) > LONGEST) {
        throw new SetupFailure(file + " is too long for a record of a ceremony");
      }
      return Bytes.of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new SetupFailure("the record " + file + " cannot be read", e);
    }
  }

  private void judge(boolean good, String fact, String finding) {
    (good ? facts : findings).add(good ? fact : finding);
  }

  private void signatures(JsonNode record, List<RecordSignature.Signed> signatures) {
    Map<String, String> custodians = new HashMap<>();
    for (JsonNode person : record.path("custodians").path("people")) {
      custodians.put(person.path("certificate").asText(), person.path("name").asText());
    }
    Set<String> signers = new HashSet<>();
    for (RecordSignature.Signed signature : signatures) {
      Optional<String> name =
          signature
              .signer()
              .map(certificate -> Fingerprint.of(SignedCertificate.der(certificate)).toString())
              .map(custodians::get);
      if (name.isPresent()) {
        signers.add(name.get());
      } else {
        findings.add(
            signature.file().getFileName() + " is not a signature of this record by a custodian");
      }
    }
    int needed = record.path("custodians").path("needed").asInt(0);
    judge(
        signers.size() >= needed,
        needed == 0
            ? "no custodians were appointed: nobody has to sign"
            : String.format(
                Locale.ROOT,
                "%d custodians signed, %d are needed: %s",
                signers.size(),
                needed,
                String.join(", ", new TreeSet<>(signers))),
        String.format(
            Locale.ROOT, "%d custodians signed, and %d are needed", signers.size(), needed));
  }

  private void logged(Handle handle, Fingerprint record) {
    judge(
        CeremonyRecordTable.find(handle, record).isPresent(),
        "the database holds this record",
        "the database holds a different record or none: this record was changed");
    boolean told =
        handle
            .createQuery("SELECT body FROM audit.entry WHERE kind = 'ceremony-recorded'")
            .mapTo(byte[].class)
            .stream()
            .map(entry -> RecordText.parse(Bytes.of(entry)).path("detail").path("record").asText())
            .anyMatch(record.toString()::equals);
    judge(
        told,
        "the audit log contains an entry for this record",
        "the audit log contains no entry for this record");
  }

  private void keys(Handle handle, JsonNode keys) {
    Map<String, Fingerprint> known = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT key_label, certificate FROM status.issuer
            UNION ALL SELECT key_label, certificate FROM status.ocsp_signer
            """)
        .map((row, _) ->
            Map.entry(
                row.getString("key_label"),
                Fingerprint.of(
                    SignedCertificate.parse(row.getBytes("certificate"))
                        .getPublicKey()
                        .getEncoded())))
        .forEach(entry -> known.put(entry.getKey(), entry.getValue()));
    handle
        .createQuery("SELECT key_label, public_key FROM audit.log_key")
        .map((row, _) ->
            Map.entry(row.getString("key_label"), Fingerprint.of(row.getBytes("public_key"))))
        .forEach(entry -> known.put(entry.getKey(), entry.getValue()));
    long before = findings.size();
    for (JsonNode key : keys) {
      String label = key.path("label").asText();
      // The internal authority's key is in no table; its certificate is trusted by TLS.
      if (!label.equals(StaffCeremony.LABEL)) {
        String there = Optional.ofNullable(known.get(label)).map(Fingerprint::toString).orElse("");
        if (!there.equals(key.path("key").asText())) {
          findings.add("key " + label + " differs from the one in the database, or is not there");
        }
      }
    }
    if (findings.size() == before) {
      facts.add("the keys in the database are those of the record");
    }
  }

  private void certificates(Handle handle, JsonNode record) {
    Set<String> known = new HashSet<>();
    handle
        .createQuery(
            """
            SELECT certificate FROM status.issuer
            UNION ALL SELECT certificate FROM status.ocsp_signer
            UNION ALL SELECT certificate FROM audit.link_certificate
            """)
        .mapTo(byte[].class)
        .forEach(der -> known.add(Fingerprint.of(der).toString()));
    long before = findings.size();
    for (JsonNode certificate : record.path("certificates")) {
      String role = certificate.path("role").asText();
      boolean there =
          (role.startsWith("staff") || role.equals("tls"))
              ? signed(handle, certificate.path("serial").asText())
              : known.contains(certificate.path("certificate").asText());
      if (!there) {
        findings.add(
            "certificate " + role + " differs from the one in the database, or is not there");
      }
    }
    if (findings.size() == before) {
      facts.add("the certificates in the database are those of the record");
    }
  }

  /**
   * Returns whether the intent of that certificate is known: of the internal authority's
   * certificates the database keeps what was to be signed.
   */
  private static boolean signed(Handle handle, String serial) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (SELECT 1 FROM ca.signing_intent
            WHERE issuer_no = 0 AND serial = :serial AND state = 'completed')
            """)
        .bind("serial", Serial.parse(serial).octets())
        .mapTo(Boolean.class)
        .one();
  }
}
