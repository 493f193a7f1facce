package org.jitsuin.installation.ceremony;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.ca.store.CeremonyRecordTable;
import org.jitsuin.ca.store.IssuerTable;
import org.jitsuin.ca.store.KeptCeremonyRecord;
import org.jitsuin.ca.store.LinkCertificate;
import org.jitsuin.ca.store.OpenRollOver;
import org.jitsuin.ca.store.RollOverTable;

/** The record of a roll-over: what it made, as the database has it. */
record RollOverRecord(
    OpenRollOver row, CeremonyPlan plan, CeremonyContext circumstances, String node) {
  private static final String CEREMONY = "roll-over";
  private static final ObjectMapper JSON = new ObjectMapper();

  RecordDocument document(Handle handle) {
    RecordDocument document =
        new RecordDocument(CEREMONY, circumstances, node, row.begunAt())
            .by(plan.witnesses(), plan.script());
    IssuerTable.Row issuer =
        IssuerTable.all(handle).stream()
            .filter(one -> one.number() == row.number())
            .findFirst()
            .orElseThrow();
    String name = row.issuer().toString();
    JsonNode script = script(issuer);
    document.authority(
        name,
        script.path("name").asText(),
        issuer.scheme().id(),
        script.path("validity-years").asInt(),
        script.path("policy").asText());
    document.key("ca", issuer.keyLabel(), issuer.scheme(), issuer.certificate().getPublicKey());
    // The first one: others may have been issued while the CRLs were awaited.
    IssuerTable.OcspSigner signer = IssuerTable.signers(handle, row.number()).getLast();
    document.key("ocsp", signer.keyLabel(), signer.scheme(), signer.certificate().getPublicKey());
    document.certificate("issuer " + name, issuer.certificate());
    document.certificate("ocsp-signer " + name, signer.certificate());
    for (LinkCertificate link : RollOverTable.links(handle, row.number())) {
      boolean byOld = link.issuerNumber() == row.predecessor();
      document.certificate((byOld ? "new-with-old " : "old-with-new ") + name, link.certificate());
    }
    custodians(handle).ifPresent(document::custodians);
    return document;
  }

  private static JsonNode script(IssuerTable.Row issuer) {
    try {
      return JSON.readTree(issuer.script());
    } catch (JacksonException e) {
      throw new IllegalStateException("a ceremony script that was read can be read", e);
    }
  }

  /** Returns the custodians whom the first ceremony appointed. */
  private static Optional<Map<String, Object>> custodians(Handle handle) {
    List<KeptCeremonyRecord> records = CeremonyRecordTable.all(handle);
    return records.stream()
        .filter(record -> record.ceremony().equals(FoundationRecord.CEREMONY))
        .findFirst()
        .map(record -> RecordText.parse(record.body()).path("custodians"))
        .map(custodians ->
            JSON.convertValue(custodians, new TypeReference<Map<String, Object>>() {}));
  }
}
