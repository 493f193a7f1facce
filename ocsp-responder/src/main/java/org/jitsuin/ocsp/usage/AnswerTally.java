package org.jitsuin.ocsp.usage;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.CertIdHash;
import org.jitsuin.ocsp.answer.AnswerKind;
import org.jitsuin.ocsp.answer.AnswerSummary;
import org.jitsuin.ocsp.wire.CertId;

/** Counts answers since the start, for metrics. */
public final class AnswerTally {
  private final Map<Authority, Map<AnswerKind, LongAdder>> ofAuthorities =
      new EnumMap<>(Authority.class);
  private final Map<AnswerKind, LongAdder> ofNone = adders();
  private final Map<CertIdHash, LongAdder> hashes = new EnumMap<>(CertIdHash.class);
  private final LongAdder shed = new LongAdder();

  public AnswerTally() {
    for (Authority authority : Authority.values()) {
      ofAuthorities.put(authority, adders());
    }
    for (CertIdHash hash : CertIdHash.values()) {
      hashes.put(hash, new LongAdder());
    }
  }

  private static Map<AnswerKind, LongAdder> adders() {
    Map<AnswerKind, LongAdder> adders = new EnumMap<>(AnswerKind.class);
    for (AnswerKind kind : AnswerKind.values()) {
      adders.put(kind, new LongAdder());
    }
    return adders;
  }

  /** Counts what was told, each certificate that was asked about. */
  public void count(AnswerSummary told) {
    Map<AnswerKind, LongAdder> adders = adders(told.authority());
    for (AnswerKind kind : told.kinds()) {
      adders.get(kind).increment();
    }
  }

  /** Counts by which hash each certificate's issuer was named. */
  public void countHashes(List<CertId> certIds) {
    for (CertId certId : certIds) {
      hashes.get(certId.hash()).increment();
    }
  }

  /** Returns how many certificates' issuers were named by it. */
  public long hashes(CertIdHash hash) {
    return hashes.get(hash).sum();
  }

  /** Counts a request that found no room to wait. */
  public void countShed() {
    shed.increment();
  }

  public long shed() {
    return shed.sum();
  }

  /**
   * @param authority empty for refusals, which speak for no authority
   */
  public long answers(Optional<Authority> authority, AnswerKind kind) {
    return adders(authority).get(kind).sum();
  }

  private Map<AnswerKind, LongAdder> adders(Optional<Authority> authority) {
    return authority.map(ofAuthorities::get).orElse(ofNone);
  }
}
