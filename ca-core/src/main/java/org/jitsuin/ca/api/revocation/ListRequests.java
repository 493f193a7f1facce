package org.jitsuin.ca.api.revocation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.json.Members;
import org.jitsuin.ca.model.ListSeal;
import org.jitsuin.ca.model.ListedBy;

/** Requests about lists for mass revocations. Components that may be absent are null here only. */
public final class ListRequests {
  /** Room for so many lines, each a fingerprint. */
  static final int LARGEST = 786_432;

  private static final int MOST_LINES = 10_000;
  private static final long LAST_LINE = 1_000_000_000_000L;

  private ListRequests() {}

  /** The request to open a list. */
  public record ListRequest(
      @JsonProperty(required = true) String authority, @JsonProperty(required = true) String by) {
    Authority of() {
      return Members.choice("authority", authority, Authority::byId);
    }

    ListedBy listedBy() {
      return Members.choice("by", by, ListedBy::byId);
    }
  }

  /**
   * A part of a list.
   *
   * @param first the number of its first line, as refusals shall name it
   */
  public record PartRequest(@JsonProperty(required = true) List<String> lines, Long first) {
    List<String> checked() {
      List<String> present = Members.present("lines", lines);
      if (present.isEmpty() || present.size() > MOST_LINES) {
        throw Members.invalid("lines", "are 1 to " + MOST_LINES);
      }
      return present;
    }

    Optional<Long> number() {
      if (first != null && (first < 1 || first > LAST_LINE)) {
        throw Members.invalid("first", "is the number of a line, 1 or more");
      }
      return Optional.ofNullable(first);
    }
  }

  /** What a list is said to be. */
  public record SealRequest(
      @JsonProperty(required = true) Long entries, @JsonProperty(required = true) String sha256) {
    ListSeal seal() {
      String digest = Members.present("sha256", sha256);
      if (!digest.matches("[0-9a-f]{64}")) {
        throw Members.invalid("sha256", "is 64 hexadecimal digits in lower case");
      }
      return new ListSeal(
          Members.present("entries", entries),
          Fingerprint.ofDigest(HexFormat.of().parseHex(digest)));
    }
  }
}
