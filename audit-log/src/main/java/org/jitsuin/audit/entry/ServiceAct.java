package org.jitsuin.audit.entry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Issuer;

/** Acts of the servers themselves, such as their start. */
public sealed interface ServiceAct extends AuditAct {
  /** A CRL was signed and published. */
  record CrlPublished(
      Issuer issuer,
      String partition,
      long number,
      Instant thisUpdate,
      Instant nextUpdate,
      long entries,
      Fingerprint crl)
      implements ServiceAct {
    @Override
    public String kind() {
      return "crl-published";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of(
          "issuer", issuer.toString(),
          "partition", partition,
          "number", number,
          "thisUpdate", AuditEntry.text(thisUpdate),
          "nextUpdate", AuditEntry.text(nextUpdate),
          "entries", entries,
          "crl", crl.toString());
    }
  }

  /**
   * A delta CRL was signed and published.
   *
   * @param partition its name in addresses, such as {@code 13221-g1-delta}
   * @param base the number of the complete CRL that it starts from
   */
  record DeltaCrlPublished(
      Issuer issuer,
      String partition,
      long number,
      long base,
      Instant thisUpdate,
      Instant nextUpdate,
      long entries,
      Fingerprint crl)
      implements ServiceAct {
    @Override
    public String kind() {
      return "delta-crl-published";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of(
          "issuer",
          issuer.toString(),
          "partition",
          partition,
          "number",
          number,
          "base",
          base,
          "thisUpdate",
          AuditEntry.text(thisUpdate),
          "nextUpdate",
          AuditEntry.text(nextUpdate),
          "entries",
          entries,
          "crl",
          crl.toString());
    }
  }

  /** A server began to serve. */
  record ServerStarted(String version) implements ServiceAct {
    @Override
    public String kind() {
      return "server-started";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("version", version);
    }
  }

  /** A server ended in order; one that crashed says nothing, and begins again. */
  record ServerStopped() implements ServiceAct {
    @Override
    public String kind() {
      return "server-stopped";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of();
    }
  }

  /**
   * A server was started with other settings than the last time.
   *
   * @param changes by name; all of them where it was never started before
   */
  record SettingsChanged(List<SettingChange> changes) implements ServiceAct {
    public SettingsChanged {
      changes = List.copyOf(changes);
    }

    @Override
    public String kind() {
      return "settings-changed";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("changes", changes.stream().map(SettingChange::detail).toList());
    }
  }

  /**
   * A setting and what may be known of its value.
   *
   * @param name such as {@code jitsuin.crl.delay}
   * @param before empty where it was not set
   * @param now empty where it is not set any more
   */
  record SettingChange(String name, String before, String now) {
    Map<String, Object> detail() {
      return Map.of("name", name, "before", before, "now", now);
    }
  }

  /**
   * A CA operator closed issuing for a while.
   *
   * @param reason the hash that binds the reason in words
   * @param until when it is expected to open again, if that was said
   */
  record IssuingClosed(String reason, Optional<Instant> until) implements ServiceAct {
    @Override
    public String kind() {
      return "issuing-closed";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("reason", reason, "until", until.map(AuditEntry::text).orElse(""));
    }
  }

  /** A CA operator opened issuing again. */
  record IssuingOpened() implements ServiceAct {
    @Override
    public String kind() {
      return "issuing-opened";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of();
    }
  }

  /**
   * Operators recovered after an older state of the database was put back.
   *
   * @param first the number of the first entry that was put back from the files of the log; 0 where
   *     none was missing
   * @param last the size at which the log was signed before
   * @param root the root at that size, in base64; may be empty
   * @param later how many entries that were recorded meanwhile come behind them
   * @param crls how many CRLs were newer than the database
   * @param gapBegins of serial numbers that were drawn from then on,
   * @param gapEnds until then, nobody says that they were never issued
   * @param operators the names of those who decided it, each with the serial number of the
   *     certificate
   */
  record LogRecovered(
      long first,
      long last,
      String root,
      long later,
      long crls,
      Instant gapBegins,
      Instant gapEnds,
      List<String> operators)
      implements ServiceAct {
    public LogRecovered {
      operators = List.copyOf(operators);
    }

    @Override
    public String kind() {
      return "log-recovered";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of(
          "first",
          first,
          "last",
          last,
          "root",
          root,
          "later",
          later,
          "crls",
          crls,
          "gapBegins",
          AuditEntry.text(gapBegins),
          "gapEnds",
          AuditEntry.text(gapEnds),
          "operators",
          operators);
    }
  }
}
