package org.jitsuin.ca.api.card;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.ca.json.Members;

/** A card was lost. */
public record SuspensionRequest(@JsonProperty(required = true) ReporterRequest reporter) {
  Map<String, String> evidence() {
    return Members.present("reporter", reporter).evidence();
  }

  /** Who reported a loss. */
  public record ReporterRequest(
      @JsonProperty(required = true) String relation, String name, String contact, String note) {

    /** The relation of the reporter to the holder, who need not report in person. */
    enum Relation {
      HOLDER,
      FAMILY,
      REPRESENTATIVE,
      POLICE,
      FINDER,
      OTHER;

      static Optional<Relation> byId(String id) {
        return Arrays.stream(values())
            .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(id))
            .findFirst();
      }
    }

    private Map<String, String> evidence() {
      Members.choice("reporter.relation", relation, Relation::byId);
      Map<String, String> evidence = new HashMap<>();
      evidence.put("relation", relation);
      Members.putText(evidence, "reporter.name", "name", name);
      Members.putText(evidence, "reporter.contact", "contact", contact);
      Members.putText(evidence, "reporter.note", "note", note);
      return evidence;
    }

    /** Nothing of it: it is personal data. */
    @Override
    public String toString() {
      return "ReporterRequest";
    }
  }
}
