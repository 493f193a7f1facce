package org.jitsuin.audit.entry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Issuer;

/** Acts of the servers themselves, such as their start. */
public sealed interface ServiceAct extends AuditAct {
  /** A CRL was signed and published. */
  @Kind("crl-published")
  record CrlPublished(
      Issuer issuer,
      String partition,
      long number,
      Instant thisUpdate,
      Instant nextUpdate,
      long entries,
      Fingerprint crl)
      implements ServiceAct {}

  /**
   * A delta CRL was signed and published.
   *
   * @param partition its name in addresses, such as {@code 13221-g1-delta}
   * @param base the number of the complete CRL that it starts from
   */
  @Kind("delta-crl-published")
  record DeltaCrlPublished(
      Issuer issuer,
      String partition,
      long number,
      long base,
      Instant thisUpdate,
      Instant nextUpdate,
      long entries,
      Fingerprint crl)
      implements ServiceAct {}

  /**
   * A status filter was signed and published.
   *
   * @param authority whose certificates it tells of
   * @param feed how far the feed of statuses is in it
   * @param head the SHA-256 of the signed file
   * @param base the SHA-256 of the file that it names
   * @param delta the SHA-256 of the other one that it names, where it does
   */
  @Kind("status-filter-published")
  record StatusFilterPublished(
      Authority authority,
      long number,
      Instant thisUpdate,
      Instant nextUpdate,
      long feed,
      Fingerprint head,
      Fingerprint base,
      Optional<Fingerprint> delta)
      implements ServiceAct {}

  /** A server began to serve. */
  @Kind("server-started")
  record ServerStarted(String version) implements ServiceAct {}

  /** A server ended in order; one that crashed says nothing, and begins again. */
  @Kind("server-stopped")
  record ServerStopped() implements ServiceAct {}

  /**
   * A server was started with other settings than the last time.
   *
   * @param changes by name; all of them where it was never started before
   */
  @Kind("settings-changed")
  record SettingsChanged(List<SettingChange> changes) implements ServiceAct {
    public SettingsChanged {
      changes = List.copyOf(changes);
    }
  }

  /**
   * A setting and what may be known of its value.
   *
   * @param name such as {@code jitsuin.crl.delay}
   * @param before empty where it was not set
   * @param now empty where it is not set any more
   */
  record SettingChange(String name, String before, String now) implements EntryObject {}

  /**
   * A CA operator closed issuing for a while.
   *
   * @param reason the hash that binds the reason in words
   * @param until when it is expected to open again, if that was said
   */
  @Kind("issuing-closed")
  record IssuingClosed(String reason, Optional<Instant> until) implements ServiceAct {}

  /** A CA operator opened issuing again. */
  @Kind("issuing-opened")
  record IssuingOpened() implements ServiceAct {}

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
  @Kind("log-recovered")
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
  }
}
